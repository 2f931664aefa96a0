using TypedMqttRpc.Network;

namespace TypedMqttRpc.Testing;

/// <summary>
/// CONNECT packets: what clients asked for, and how to refuse them. Filters are client ids; <c>#</c> stands for all. Thread-safe.
/// </summary>
public sealed class ConnectTraffic : Recording<RecordedConnect>
{
    private volatile Func<MqttConnectException>? _refusal;

    internal ConnectTraffic()
    {
    }

    /// <summary>A new error for a client that connects now; <see langword="null"/> when it may.</summary>
    internal MqttConnectException? Refusal => _refusal?.Invoke();

    /// <summary>Refuses connections with a code in CONNACK, until <see cref="Accept"/>. Open connections stay.</summary>
    /// <param name="reason">What CONNACK says: MQTT 5.0 section 3.2.2.2.</param>
    /// <param name="isPermanent">Whether the client is told that trying again is pointless, see <see cref="MqttConnectException.IsPermanent"/>.</param>
    public void Refuse(MqttReasonCode reason, bool isPermanent = false) =>
        _refusal = () => new($"The broker refused the connection: {ReasonText.Of(reason)}.", reason, isPermanent);

    /// <summary>Lets connections fail as though no broker listened, until <see cref="Accept"/>. Open connections stay.</summary>
    public void BeUnreachable() => _refusal = static () => new("The broker cannot be reached: connection refused. Start it, or correct the address.");

    /// <summary>Accepts connections again.</summary>
    public void Accept() => _refusal = null;

    private protected override bool Matches(string filter, RecordedConnect item) => filter == "#" || filter == item.Options.ClientId;
}
