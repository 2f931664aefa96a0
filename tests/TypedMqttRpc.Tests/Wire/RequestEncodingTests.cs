using System.Diagnostics;
using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Tests.Wire;

public sealed class RequestEncodingTests
{
    [Fact]
    public void The_parts_are_in_their_fields()
    {
        MqttMessage message = RequestEncoding.Encode(new RequestParts
        {
            Topic = "a/b",
            ResponseTopic = "clients/c/r/a",
            ContentType = "text/plain",
            Qos = 1,
            Timeout = TimeSpan.FromSeconds(10),
        });

        Assert.Equal(("a/b", "clients/c/r/a", "text/plain", 1, 10u, false), (message.Topic, message.ResponseTopic, message.ContentType, message.Qos, message.ExpirySeconds, message.Retain));
        Assert.Null(message.UserProperties);
    }

    [Theory]
    [InlineData(1_000, 1, null)]
    [InlineData(10_000, 10, null)]
    [InlineData(1_500, 2, "1500")]
    [InlineData(999, 1, "999")]
    [InlineData(0.5, 1, "1")]
    [InlineData(1_000.9, 2, "1000")]
    [InlineData(86_400_000, 86_400, null)]
    public void A_precise_deadline_is_said_only_when_it_is_not_whole_seconds(double milliseconds, uint expiry, string? property)
    {
        MqttMessage message = Encode(TimeSpan.FromTicks((long)(milliseconds * TimeSpan.TicksPerMillisecond)));

        Assert.Equal(expiry, message.ExpirySeconds);
        Assert.Equal(property, message.UserProperties?.Single(static item => item.Key == "timeout-ms").Value);
    }

    [Fact]
    public void The_callers_headers_follow_in_order_repeated_names_included()
    {
        MqttMessage message = Encode(TimeSpan.FromSeconds(1.5), new RpcHeaders { { "b", "1" }, { "a", "2" }, { "b", "3" } });

        Assert.Equal(["timeout-ms=1500", "b=1", "a=2", "b=3"], Properties(message));
    }

    [Fact]
    public void A_recorded_activity_is_named_and_another_is_not()
    {
        using Activity recorded = new Activity("recorded").SetIdFormat(ActivityIdFormat.W3C);
        recorded.ActivityTraceFlags = ActivityTraceFlags.Recorded;
        recorded.TraceStateString = "vendor=1";
        recorded.Start();
        Assert.Equal([$"traceparent={recorded.Id}", "tracestate=vendor=1"], Properties(Encode(TimeSpan.FromSeconds(1))));

        recorded.TraceStateString = null;
        Assert.Equal([$"traceparent={recorded.Id}"], Properties(Encode(TimeSpan.FromSeconds(1))));

        recorded.ActivityTraceFlags = ActivityTraceFlags.None;
        Assert.Empty(Properties(Encode(TimeSpan.FromSeconds(1))));
        recorded.Stop();

        using Activity old = new Activity("hierarchical").SetIdFormat(ActivityIdFormat.Hierarchical);
        old.ActivityTraceFlags = ActivityTraceFlags.Recorded;
        old.Start();
        Assert.Empty(Properties(Encode(TimeSpan.FromSeconds(1))));
    }

    [Fact]
    public void Encoding_a_plain_request_allocates_nothing()
    {
        RequestParts parts = new() { Topic = "a", ResponseTopic = "b", Qos = 1, Timeout = TimeSpan.FromSeconds(10) };
        RequestEncoding.Encode(parts);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1_000; i++)
        {
            RequestEncoding.Encode(parts);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void What_was_encoded_is_decoded_as_the_same()
    {
        MqttMessage message = Encode(TimeSpan.FromSeconds(2.25), new RpcHeaders { { "tenant", "acme" } });

        Assert.Null(RequestDecoding.TryDecode(message, out RequestHead head));
        Assert.Equal(TimeSpan.FromSeconds(2.25), head.Timeout);
        Assert.Equal("acme", new RpcHeaders(head.Headers!)["tenant"]);
        Assert.Single(head.Headers!);
    }

    private static MqttMessage Encode(TimeSpan timeout, RpcHeaders? headers = null) =>
        RequestEncoding.Encode(new RequestParts { Topic = "a", Timeout = timeout, Headers = headers });

    private static IEnumerable<string> Properties(in MqttMessage message) =>
        (message.UserProperties ?? []).Select(static item => $"{item.Key}={item.Value}");
}
