using System.Diagnostics;
using System.Globalization;

namespace TypedMqttRpc.Wire;

/// <summary>Puts a request into MQTT 5 fields.</summary>
internal static class RequestEncoding
{
    public static MqttMessage Encode(in RequestParts request)
    {
        List<KeyValuePair<string, string>>? properties = null;
        TimeSpan timeout = request.Timeout;
        if (timeout.Ticks % TimeSpan.TicksPerSecond != 0)
        {
            // Rounded down: the server must not work for a caller that has gone.
            long milliseconds = Math.Max(1, timeout.Ticks / TimeSpan.TicksPerMillisecond);
            Add(ref properties, PropertyNames.TimeoutMilliseconds, milliseconds.ToString(CultureInfo.InvariantCulture));
        }

        if (Activity.Current is { Recorded: true, IdFormat: ActivityIdFormat.W3C, Id: { } traceParent } activity)
        {
            Add(ref properties, PropertyNames.TraceParent, traceParent);
            if (activity.TraceStateString is { Length: > 0 } traceState)
            {
                Add(ref properties, PropertyNames.TraceState, traceState);
            }
        }

        if (request.Headers is { Count: > 0 } headers)
        {
            (properties ??= []).AddRange(headers);
        }

        return new MqttMessage
        {
            Topic = request.Topic,
            Payload = request.Payload,
            Qos = request.Qos,
            ResponseTopic = request.ResponseTopic,
            CorrelationData = request.Correlation,
            ContentType = request.ContentType,
            ExpirySeconds = Expiry.ToSeconds(timeout),
            UserProperties = properties,
        };
    }

    private static void Add(ref List<KeyValuePair<string, string>>? properties, string name, string value) =>
        (properties ??= []).Add(new(name, value));
}
