using System.Globalization;
using System.Text;

namespace TypedMqttRpc.Wire;

/// <summary>Reads the fields of a received request and says what is wrong with them, if something is.</summary>
internal static class RequestDecoding
{
    /// <summary>More user properties than this are refused before anything is decoded.</summary>
    public const int MaxProperties = 16;

    /// <summary>The most bytes of UTF-8 in all user properties together.</summary>
    public const int MaxPropertyBytes = 4 * 1024;

    private const string MajorVersion = "1";

    /// <returns><see langword="null"/> when the request is well-formed, and otherwise the answer it deserves.</returns>
    public static ResponseParts? TryDecode(in MqttMessage message, out RequestHead head)
    {
        // Set before anything is refused: the refusal, too, is worth no more time than the request has.
        head = new RequestHead { Attempt = 1, Timeout = ReadExpiry(message) };
        if (message.UserProperties is not { Count: > 0 } properties)
        {
            return null;
        }

        if (CheckSize(properties) is { } tooMany)
        {
            return tooMany;
        }

        TimeSpan? timeout = head.Timeout;
        List<KeyValuePair<string, string>>? headers = null;
        foreach ((string name, string value) in properties)
        {
            switch (name)
            {
                case PropertyNames.ProtocolVersion when !IsSupported(value):
                    return new ResponseParts(RpcStatus.UnsupportedVersion)
                    {
                        Message = $"The request says protocol version '{value}'; this server speaks {MajorVersion}.0.",
                        Field = name,
                        FieldValue = value,
                        SupportedMajorVersions = MajorVersion,
                    };
                case PropertyNames.TimeoutMilliseconds when !TryReadMilliseconds(value, out TimeSpan precise):
                    return Invalid(name, value, "is not a whole number of milliseconds from 1 to 4294967295");
                case PropertyNames.TimeoutMilliseconds when TryReadMilliseconds(value, out TimeSpan precise):
                    // It can only narrow the expiry, which the broker has counted down on the way.
                    timeout = timeout is { } expiry && expiry < precise ? expiry : precise;
                    head = head with { KeptByBroker = KeptByBroker(message, precise) };
                    break;
                case PropertyNames.Attempt:
                    if (!int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int attempt) || attempt < 1)
                    {
                        return Invalid(name, value, "is not a whole number from 1");
                    }

                    head = head with { Attempt = attempt };
                    break;
                case PropertyNames.AgeMilliseconds:
                    if (!uint.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out uint age))
                    {
                        return Invalid(name, value, "is not a whole number of milliseconds");
                    }

                    head = head with { Age = TimeSpan.FromMilliseconds(age) };
                    break;
                case PropertyNames.ServerLife:
                    if (!uint.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out uint life))
                    {
                        return Invalid(name, value, "is not a whole number from 0 to 4294967295");
                    }

                    head = head with { ServerLife = life };
                    break;
                case PropertyNames.TraceParent:
                    head = head with { TraceParent = value };
                    break;
                case PropertyNames.TraceState:
                    head = head with { TraceState = value };
                    break;
                case var _ when !PropertyNames.IsReserved(name):
                    (headers ??= []).Add(new(name, value));
                    break;
                default:
                    break;
            }
        }

        head = head with { Timeout = timeout, Headers = headers };
        return null;
    }

    private static TimeSpan KeptByBroker(in MqttMessage message, TimeSpan timeout) =>
        message.ExpirySeconds > 0 && Expiry.ToSeconds(timeout) is var sent && sent > message.ExpirySeconds ? TimeSpan.FromSeconds(sent - message.ExpirySeconds) : TimeSpan.Zero;

    private static TimeSpan? ReadExpiry(in MqttMessage message) =>
        message.ExpirySeconds == 0 ? null : TimeSpan.FromSeconds(message.ExpirySeconds);

    private static bool IsSupported(string version) =>
        version == MajorVersion || version.StartsWith(MajorVersion + ".", StringComparison.Ordinal);

    private static bool TryReadMilliseconds(string text, out TimeSpan timeout)
    {
        bool valid = uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out uint milliseconds) && milliseconds > 0;
        timeout = TimeSpan.FromMilliseconds(milliseconds);
        return valid;
    }

    private static ResponseParts? CheckSize(List<KeyValuePair<string, string>> properties)
    {
        if (properties.Count > MaxProperties)
        {
            return Invalid("user properties", null, $"are {properties.Count}; at most {MaxProperties} are accepted");
        }

        int bytes = 0;
        foreach ((string name, string value) in properties)
        {
            bytes += Encoding.UTF8.GetByteCount(name) + Encoding.UTF8.GetByteCount(value);
        }

        return bytes > MaxPropertyBytes ? Invalid("user properties", null, $"are {bytes} bytes; at most {MaxPropertyBytes} are accepted") : null;
    }

    private static ResponseParts Invalid(string field, string? value, string problem) => new(RpcStatus.InvalidArgument)
    {
        Message = value is null ? $"The {field} {problem}." : $"The user property '{field}' {problem}.",
        Field = field,
        FieldValue = value is { Length: <= 80 } ? value : null,
    };
}
