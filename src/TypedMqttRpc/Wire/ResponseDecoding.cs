using System.Globalization;
using TypedMqttRpc.Topics;

namespace TypedMqttRpc.Wire;

/// <summary>Reads the fields of a received response.</summary>
internal static class ResponseDecoding
{
    private const int MaxMessageLength = 512;

    /// <returns><see langword="false"/> when the response has no status that is a number; the rest is read all the same.</returns>
    public static bool TryDecode(in MqttMessage message, out ResponseParts response)
    {
        RpcStatus? status = null;
        response = new ResponseParts(RpcStatus.Unknown) { Payload = message.Payload, ContentType = message.ContentType };
        List<KeyValuePair<string, string>>? headers = null;
        foreach ((string name, string value) in message.UserProperties ?? [])
        {
            switch (name)
            {
                case PropertyNames.Status:
                    status = StatusNumbers.Read(value);
                    break;
                case PropertyNames.StatusMessage:
                    // Another process chose it, and it may end up in a log.
                    response = response with { Message = MqttText.Clean(value, MaxMessageLength) };
                    break;
                case PropertyNames.ApplicationError:
                    response = response with { ApplicationError = value is not ("" or "false") };
                    break;
                case PropertyNames.Fault:
                    response = response with { Fault = value };
                    break;
                case PropertyNames.InvalidProperty:
                    response = response with { Field = value };
                    break;
                case PropertyNames.InvalidValue:
                    response = response with { FieldValue = value };
                    break;
                case PropertyNames.SupportedMajorVersions:
                    response = response with { SupportedMajorVersions = value };
                    break;
                case PropertyNames.RetryAfterMilliseconds when uint.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out uint wait):
                    response = response with { RetryAfter = TimeSpan.FromMilliseconds(wait) };
                    break;
                case var _ when !PropertyNames.IsReserved(name):
                    (headers ??= []).Add(new(name, value));
                    break;
                default:
                    break;
            }
        }

        response = response with { Status = status ?? RpcStatus.Unknown, Headers = headers is null ? null : new RpcHeaders(headers) };
        return status is not null;
    }
}
