using TypedMqttRpc.Topics;
using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Tests.Wire;

public sealed class ResponseCodingTests
{
    private static readonly MqttMessage Request = new() { Topic = "a", ResponseTopic = "clients/c/r/a", CorrelationData = new byte[] { 1, 2, 3 }, Qos = 1 };

    [Fact]
    public void A_response_repeats_the_topic_the_correlation_and_the_quality_of_the_request()
    {
        MqttMessage message = ResponseEncoding.Encode(Request, new(RpcStatus.Ok) { Payload = new byte[] { 7 } }, TimeSpan.FromSeconds(1.2));

        Assert.Equal(("clients/c/r/a", 1, 2u, false), (message.Topic, message.Qos, message.ExpirySeconds, message.Retain));
        Assert.Equal([1, 2, 3], message.CorrelationData.ToArray());
        Assert.Null(message.ResponseTopic);
        Assert.Equal(["__stat=200"], Properties(message));
        Assert.Equal(0, ResponseEncoding.Encode(Request with { Qos = 0 }, new(RpcStatus.Ok), TimeSpan.FromSeconds(1)).Qos);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(65_535)]
    public void Any_correlation_data_is_echoed(int length)
    {
        byte[] correlation = new byte[length];
        new Random(length).NextBytes(correlation);

        Assert.Equal(correlation, ResponseEncoding.Encode(Request with { CorrelationData = correlation }, new(RpcStatus.Ok), TimeSpan.FromSeconds(1)).CorrelationData.ToArray());
    }

    [Fact]
    public void An_error_says_all_it_knows()
    {
        ResponseParts error = new(RpcStatus.ResourceExhausted)
        {
            Message = "Busy.",
            ApplicationError = true,
            Fault = "TooBusy",
            Field = "celsius",
            FieldValue = "99",
            SupportedMajorVersions = "1",
            RetryAfter = TimeSpan.FromSeconds(1.5),
            Headers = new RpcHeaders { { "tenant", "acme" } },
            Payload = new byte[] { 0x01 },
            ContentType = "text/plain",
        };
        MqttMessage message = ResponseEncoding.Encode(Request, error, TimeSpan.FromSeconds(1));

        Assert.Equal(
            ["__stat=429", "__stMsg=Busy.", "__apErr=true", "__fault=TooBusy", "__propName=celsius", "__propVal=99", "__supProtMajVer=1", "retry-after-ms=1500", "tenant=acme"],
            Properties(message));
        Assert.True(ResponseDecoding.TryDecode(message, out ResponseParts read));
        Assert.Equal(error.Headers, read.Headers!);
        Assert.Equal(error.Payload.ToArray(), read.Payload.ToArray());
        Assert.Equal(error with { Headers = null, Payload = default }, read with { Headers = null, Payload = default });
    }

    [Theory]
    [InlineData(RpcStatus.Ok)]
    [InlineData(RpcStatus.NotFound)]
    public void What_was_encoded_is_decoded_as_the_same(RpcStatus status)
    {
        Assert.True(ResponseDecoding.TryDecode(ResponseEncoding.Encode(Request, new(status), TimeSpan.FromSeconds(1)), out ResponseParts read));
        Assert.Equal(status, read.Status);
        Assert.Null(read.Headers);
    }

    /// <summary>Mosquitto ends the connection of a client that sends a control character, so no text that a handler chose may reach it.</summary>
    [Fact]
    public void No_text_of_an_error_can_cost_the_connection()
    {
        ResponseParts error = new(RpcStatus.Internal)
        {
            Message = "line 1\r\nline 2\0" + new string('x', 10_000),
            Field = "a\nb",
            FieldValue = "\u0007" + new string('y', 10_000),
            Fault = "f\0",
        };

        MqttMessage message = ResponseEncoding.Encode(Request, error, TimeSpan.FromSeconds(1));

        Assert.All(message.UserProperties!, static property => Assert.Null(MqttText.FindBadCharacter(property.Value)));
        Assert.InRange(PacketSize.OfPublish(message), 1, 2_000);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("fine")]
    public void A_response_without_a_status_is_read_all_the_same(string? status)
    {
        MqttMessage message = new() { Topic = "a", Payload = new byte[] { 9 }, ContentType = "text/plain", UserProperties = [new("tenant", "acme")] };
        if (status is not null)
        {
            message.UserProperties!.Add(new("__stat", status));
        }

        Assert.False(ResponseDecoding.TryDecode(message, out ResponseParts read));
        Assert.Equal((RpcStatus.Unknown, "text/plain", "acme"), (read.Status, read.ContentType, read.Headers!["tenant"]));
        Assert.Equal([9], read.Payload.ToArray());
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("1", true)]
    [InlineData("false", false)]
    [InlineData("", false)]
    public void An_application_error_is_said_by_peers_in_more_than_one_way(string value, bool expected)
    {
        ResponseDecoding.TryDecode(new() { Topic = "a", UserProperties = [new("__stat", "500"), new("__apErr", value)] }, out ResponseParts read);

        Assert.Equal(expected, read.ApplicationError);
    }

    [Fact]
    public void A_wait_that_is_no_number_is_ignored()
    {
        ResponseDecoding.TryDecode(new() { Topic = "a", UserProperties = [new("__stat", "429"), new("retry-after-ms", "soon")] }, out ResponseParts read);

        Assert.Null(read.RetryAfter);
        Assert.Null(read.Headers);
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("", true)]
    [InlineData("application/vnd.msgpack", true)]
    [InlineData("application/msgpack", true)]
    [InlineData("application/x-msgpack", true)]
    [InlineData("application/json", false)]
    [InlineData("APPLICATION/MSGPACK", false)]
    [InlineData("text/plain", false)]
    public void MessagePack_goes_by_several_names(string? contentType, bool expected) => Assert.Equal(expected, ContentTypes.IsMessagePack(contentType));

    private static IEnumerable<string> Properties(in MqttMessage message) => message.UserProperties!.Select(static item => $"{item.Key}={item.Value}");
}
