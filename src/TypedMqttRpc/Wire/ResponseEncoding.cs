using System.Globalization;
using TypedMqttRpc.Topics;

namespace TypedMqttRpc.Wire;

/// <summary>Puts a response into MQTT 5 fields.</summary>
internal static class ResponseEncoding
{
    /// <summary>A status message is one sentence; nobody needs more of it on the wire.</summary>
    private const int MaxMessageLength = 512;

    /// <summary>Names and values of fields are shorter.</summary>
    private const int MaxFieldLength = 128;

    /// <summary>What almost every answer says. Shared, since nobody changes the properties of a message.</summary>
    private static readonly List<KeyValuePair<string, string>> Content = [new(PropertyNames.Status, StatusNumbers.Write(RpcStatus.Ok, hasPayload: true))];
    private static readonly List<KeyValuePair<string, string>> NoContent = [new(PropertyNames.Status, StatusNumbers.Write(RpcStatus.Ok, hasPayload: false))];

    /// <param name="request">The request, whose response topic, correlation data and quality of service the response repeats.</param>
    /// <param name="response">What to say.</param>
    /// <param name="timeLeft">What is left of the call's time, more than zero.</param>
    public static MqttMessage Encode(in MqttMessage request, in ResponseParts response, TimeSpan timeLeft)
    {
        return new MqttMessage
        {
            Topic = request.ResponseTopic!,
            CorrelationData = request.CorrelationData,
            Payload = response.Payload,
            ContentType = response.ContentType,
            Qos = request.Qos,
            ExpirySeconds = Expiry.ToSeconds(timeLeft),
            UserProperties = response is { Status: RpcStatus.Ok, Headers: null or { Count: 0 } }
                ? response.Payload.IsEmpty ? NoContent : Content
                : Properties(response),
        };
    }

    private static List<KeyValuePair<string, string>> Properties(in ResponseParts response)
    {
        var properties = new List<KeyValuePair<string, string>>(4)
        {
            new(PropertyNames.Status, StatusNumbers.Write(response.Status, !response.Payload.IsEmpty)),
        };
        if (response.Status != RpcStatus.Ok)
        {
            AddError(properties, response);
        }

        if (response.Headers is { Count: > 0 } headers)
        {
            properties.AddRange(headers);
        }

        return properties;
    }

    private static void AddError(List<KeyValuePair<string, string>> properties, in ResponseParts response)
    {
        Add(properties, PropertyNames.StatusMessage, response.Message, MaxMessageLength);
        Add(properties, PropertyNames.ApplicationError, response.ApplicationError ? "true" : null);
        Add(properties, PropertyNames.Fault, response.Fault, int.MaxValue);
        Add(properties, PropertyNames.InvalidProperty, response.Field);
        Add(properties, PropertyNames.InvalidValue, response.FieldValue);
        Add(properties, PropertyNames.SupportedMajorVersions, response.SupportedMajorVersions);
        Add(properties, PropertyNames.RetryAfterMilliseconds, response.RetryAfter is { } wait
            ? ((long)wait.TotalMilliseconds).ToString(CultureInfo.InvariantCulture)
            : null);
    }

    /// <summary>The text may be a handler's, or come out of a request; a character that brokers dislike would cost the connection.</summary>
    private static void Add(List<KeyValuePair<string, string>> properties, string name, string? value, int maxLength = MaxFieldLength)
    {
        if (value is not null)
        {
            properties.Add(new(name, MqttText.Clean(value, maxLength)));
        }
    }
}
