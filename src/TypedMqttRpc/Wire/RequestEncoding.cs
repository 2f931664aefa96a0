using System.Diagnostics;
using System.Globalization;
using TypedMqttRpc.Topics;

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
            if (activity.TraceStateString is { Length: > 0 and <= 512 } traceState && MqttText.FindBadCharacter(traceState) is null)
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
            Qos = request.Qos,
            ResponseTopic = request.ResponseTopic,
            ContentType = request.ContentType,
            ExpirySeconds = Expiry.ToSeconds(timeout),
            UserProperties = properties,
        };
    }

    /// <summary>The same request, sent later than at once: with what is left of its time, and from the second attempt on with its number and age.</summary>
    /// <remarks>No absolute time is ever on the wire.</remarks>
    /// <param name="request">The request as it was made.</param>
    /// <param name="attempt">The number of this attempt, from 1.</param>
    /// <param name="age">How long ago the first attempt was.</param>
    /// <param name="timeLeft">What is left of the call's time, more than zero.</param>
    /// <param name="serverLife">The life of the server that was known when the first attempt was made, if it was one.</param>
    public static MqttMessage Resume(in MqttMessage request, int attempt, TimeSpan age, TimeSpan timeLeft, uint? serverLife)
    {
        var properties = new List<KeyValuePair<string, string>>(5)
        {
            new(PropertyNames.TimeoutMilliseconds, Math.Max(1, (long)timeLeft.TotalMilliseconds).ToString(CultureInfo.InvariantCulture)),
        };
        if (attempt > 1)
        {
            properties.Add(new(PropertyNames.Attempt, attempt.ToString(CultureInfo.InvariantCulture)));

            // Rounded up: a server that began to listen within this millisecond must not count as older than the request.
            properties.Add(new(PropertyNames.AgeMilliseconds, ((long)Math.Ceiling(age.TotalMilliseconds)).ToString(CultureInfo.InvariantCulture)));
            if (serverLife is { } life)
            {
                properties.Add(new(PropertyNames.ServerLife, life.ToString(CultureInfo.InvariantCulture)));
            }
        }

        foreach (KeyValuePair<string, string> property in request.UserProperties ?? [])
        {
            if (property.Key != PropertyNames.TimeoutMilliseconds)
            {
                properties.Add(property);
            }
        }

        return request with { ExpirySeconds = Expiry.ToSeconds(timeLeft), UserProperties = properties };
    }

    private static void Add(ref List<KeyValuePair<string, string>>? properties, string name, string value) =>
        (properties ??= []).Add(new(name, value));
}
