using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Tests.Wire;

public sealed class RequestDecodingTests
{
    [Theory]
    [InlineData(0, null, null)]
    [InlineData(10, null, 10_000d)]
    [InlineData(10, "1500", 1_500d)]
    [InlineData(1, "1500", 1_000d)]
    [InlineData(0, "1500", 1_500d)]
    [InlineData(uint.MaxValue, "4294967295", 4_294_967_295d)]
    public void The_precise_deadline_can_only_narrow_the_expiry(uint expiry, string? milliseconds, double? expected)
    {
        RequestHead head = Good(new() { Topic = "a", ExpirySeconds = expiry, UserProperties = milliseconds is null ? null : [new("timeout-ms", milliseconds)] });

        Assert.Equal(expected, head.Timeout?.TotalMilliseconds);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("")]
    [InlineData("1.5")]
    [InlineData("1 s")]
    [InlineData("4294967296")]
    public void A_deadline_that_is_no_number_of_milliseconds_is_refused(string value)
    {
        ResponseParts refusal = Refused(10, ("timeout-ms", value));

        Assert.Equal((RpcStatus.InvalidArgument, "timeout-ms", value), (refusal.Status, refusal.Field, refusal.FieldValue));
    }

    [Theory]
    [InlineData("1", true)]
    [InlineData("1.0", true)]
    [InlineData("1.7", true)]
    [InlineData("2.0", false)]
    [InlineData("10", false)]
    [InlineData("0.1", false)]
    [InlineData("", false)]
    [InlineData("one", false)]
    public void Only_major_version_1_is_spoken(string version, bool isGood)
    {
        if (isGood)
        {
            Assert.Null(Good(With(("__protVer", version))).Headers);
            return;
        }

        ResponseParts refusal = Refused(10, ("__protVer", version));
        Assert.Equal((RpcStatus.UnsupportedVersion, "1", "__protVer"), (refusal.Status, refusal.SupportedMajorVersions, refusal.Field));
    }

    [Fact]
    public void The_protocols_own_properties_are_no_headers()
    {
        RequestHead head = Good(With(
            ("__srcId", "x"), ("__future", "x"), ("traceparent", "tp"), ("tracestate", "ts"), ("timeout-ms", "5"),
            ("attempt", "2"), ("age-ms", "700"), ("retry-after-ms", "1"), ("tenant", "acme"), ("_own", "1")));

        Assert.Equal(["tenant", "_own"], head.Headers!.Select(static header => header.Key));
        Assert.Equal(("tp", "ts"), (head.TraceParent, head.TraceState));
    }

    /// <summary>Two lists say the same, because what a caller may send must not depend on the wire's own room.</summary>
    [Fact]
    public void What_a_caller_may_not_send_is_what_a_server_does_not_take_for_a_header()
    {
        Assert.All(RpcHeaders.ReservedNames, static name => Assert.True(PropertyNames.IsReserved(name), name));
        string[] spelled = [.. typeof(PropertyNames).GetFields().Where(static field => field.Name != nameof(PropertyNames.ReservedPrefix)).Select(static field => (string)field.GetRawConstantValue()!)];
        Assert.NotEmpty(spelled);
        Assert.All(spelled, static name => Assert.Throws<ArgumentException>(() => new RpcHeaders().Add(name, "x")));
    }

    [Fact]
    public void Sixteen_properties_are_read_and_seventeen_refused()
    {
        (string, string)[] properties = [.. Enumerable.Range(0, 17).Select(static i => ($"h{i}", "x"))];

        Assert.Equal(16, Good(With(properties[..16])).Headers!.Count);
        Assert.Contains("are 17; at most 16", Refused(10, properties).Message);
    }

    [Fact]
    public void Properties_have_at_most_4_KiB_of_UTF_8()
    {
        Good(With(("name", new string('ä', 2_046))));

        Assert.Contains("4098 bytes; at most 4096", Refused(10, ("name", new string('ä', 2_047))).Message);
    }

    /// <summary>The answer to a refused request lives as long as the request would have, like any other.</summary>
    [Fact]
    public void A_refused_request_keeps_its_expiry()
    {
        foreach ((string, string) bad in ((string, string)[])[("timeout-ms", "x"), ("__protVer", "2.0"), ("big", new string('x', 5_000))])
        {
            Assert.NotNull(RequestDecoding.TryDecode(With(bad), out RequestHead head));
            Assert.Equal(TimeSpan.FromSeconds(10), head.Timeout);
        }
    }

    private static MqttMessage With(params (string Name, string Value)[] properties) => new() { Topic = "a", ExpirySeconds = 10, UserProperties = [.. properties.Select(static property => new KeyValuePair<string, string>(property.Name, property.Value))] };

    private static RequestHead Good(in MqttMessage message)
    {
        Assert.Null(RequestDecoding.TryDecode(message, out RequestHead head));
        return head;
    }

    private static ResponseParts Refused(uint expiry, params (string Name, string Value)[] properties)
    {
        ResponseParts? refusal = RequestDecoding.TryDecode(With(properties) with { ExpirySeconds = expiry }, out _);
        Assert.NotNull(refusal);
        return refusal.Value;
    }
}
