using System.Net.Sockets;
using System.Security.Authentication;

namespace TypedMqttRpc.Network.MqttNet;

/// <summary>Turns a failed attempt to connect into a sentence that says what to do.</summary>
internal static class ConnectFailure
{
    public static MqttConnectException FromConnack(string broker, string clientId, MqttReasonCode reason, string? text)
    {
        (string problem, bool isPermanent) = reason switch
        {
            MqttReasonCode.BadUserNameOrPassword => ("the user name or the password is wrong", true),
            MqttReasonCode.NotAuthorized => ("this client is not authorized: check user name, password and the broker's ACL", true),
            MqttReasonCode.ClientIdentifierNotValid => ($"it does not accept the client id '{clientId}'", true),
            MqttReasonCode.UnsupportedProtocolVersion or (MqttReasonCode)1 => ("it does not speak MQTT 5, which this library needs", true),
            MqttReasonCode.Banned => ("this client is banned", true),
            MqttReasonCode.BadAuthenticationMethod => ("it does not support the authentication method", true),
            MqttReasonCode.UseAnotherServer or MqttReasonCode.ServerMoved => ("it asks to use another server", true),
            _ => ($"reason 0x{(byte)reason:X2} ({reason})", false),
        };
        return new MqttConnectException(
            $"The broker {broker} refused the connection: {problem}{(string.IsNullOrEmpty(text) ? null : $" (it says: {text})")}.", reason, isPermanent);
    }

    /// <param name="broker">The broker's address.</param>
    /// <param name="failure">What happened.</param>
    /// <param name="certificateProblem">What is wrong with the broker's certificate, where that is known.</param>
    /// <param name="mayLackCertificate">
    /// The connection is encrypted and this client shows no certificate. In TLS 1.3 a broker that wants one ends the connection only after
    /// the handshake has succeeded, so this looks like any other end.
    /// </param>
    public static MqttConnectException FromException(string broker, Exception failure, string? certificateProblem, bool mayLackCertificate)
    {
        for (Exception? cause = failure; cause is not null; cause = cause.InnerException)
        {
            switch (cause)
            {
                case AuthenticationException:
                    return new MqttConnectException(
                        $"The TLS connection to {broker} failed: {certificateProblem ?? cause.Message.TrimEnd('.')}. Check that the certificate names this host, and that Tls.CaFile holds its authority.",
                        isPermanent: true,
                        innerException: failure);
                case SocketException { SocketErrorCode: SocketError.ConnectionRefused }:
                    return new MqttConnectException($"Nothing listens at {broker}: is the broker running?", innerException: failure);
                case SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData }:
                    return new MqttConnectException($"The host of {broker} cannot be found: check its name.", innerException: failure);
                default:
                    break;
            }
        }

        return new MqttConnectException(
            $"The broker {broker} cannot be reached: {failure.Message.TrimEnd('.')}.{(mayLackCertificate ? " If it asks for a client certificate, set Tls.CertificateFile." : null)}",
            innerException: failure);
    }
}
