using TypedMqttRpc.Shapes;

namespace TypedMqttRpc.Tests.Shapes;

/// <summary>What two sides make of each other's shapes.</summary>
public class ShapeTests
{
    [Theory]
    [InlineData("()")]
    [InlineData("(unit?: int32): (DeviceId: string, Value: float64, Unit: int32, At: time) idempotent")]
    [InlineData("(parts: [string]): [string: int32]? oneway qos0")]
    [InlineData("(node: {next: ^1?, value: (int32, [^2])?}) throws (TooFar: (Metres: int32), 'Not there': ())")]
    [InlineData("(shape: union (0: (R: float64), 1: {'a b': bytes}))")]
    [InlineData("(a: any?, 'it''s': nil)")]
    public void A_shape_that_was_read_is_written_the_same_way(string shape) => Assert.Equal(shape, ShapeText.ForWire(ShapeParser.ParseMethod(shape)));

    [Theory]
    [InlineData("")]
    [InlineData("(")]
    [InlineData("(a int32)")]
    [InlineData("(): ")]
    [InlineData("(): [int32")]
    [InlineData("(): ^1")]
    [InlineData("(): (A: ^2)")]
    [InlineData("() fast")]
    [InlineData("() throws")]
    [InlineData("(a: 'b)")]
    [InlineData("(a: Page<int32)")]
    [InlineData("() ()")]
    public void What_is_no_shape_is_refused(string text) => Assert.Contains("is no shape: at character", Assert.Throws<FormatException>(() => ShapeParser.ParseMethod(text)).Message);

    [Fact]
    public void A_peer_cannot_nest_types_without_end() =>
        Assert.Throws<FormatException>(() => ShapeParser.ParseMethod($"(a: {new string('[', 100_000)}"));

    /// <summary>Newer first, and what may be left out on either side.</summary>
    [Theory]
    [InlineData("(a: int32, b?: string)", "(a: int32)")]
    [InlineData("(a: int32, b?: string)", "(a: int32, b: string)")]
    [InlineData("(): (A: int32, B: string?)", "(): (A: int32)")]
    [InlineData("(): {A: int32, B: string?}", "(): {A: int32}")]
    [InlineData("(): (A: int32, B: string?, C: string)", "(): (A: int32, _: nil, C: string)")]
    [InlineData("(node: (Next: ^1?, Note: string?))", "(node: (Next: ^1?))")]
    [InlineData("(a: int32)", "(b: int32)")]
    [InlineData("(a: any)", "(a: [int32])")]
    [InlineData("() throws (Full: ())", "()")]
    [InlineData("() qos0", "()")]
    public void These_understand_each_other_whoever_calls(string one, string other)
    {
        Assert.Null(Compare(one, other));
        Assert.Null(Compare(other, one));
    }

    [Theory]
    [InlineData("(a: int32)", "(a: int64)", "argument 'a' was int32 and is int64")]
    [InlineData("(a: int32)", "(a: int32?)", "argument 'a' was int32 and is int32?")]
    [InlineData("(a: int32, b: int32)", "(b: int32, a: int32)", "argument 1 was 'a' and is 'b'")]
    [InlineData("(a: int32)", "(a: int32, b: int32)", "argument 'b' was not there and is int32")]
    [InlineData("(a: int32)", "()", "argument 'a' was int32 and is not there")]
    [InlineData("()", "() oneway", "the method was answered and is one-way")]
    [InlineData("() idempotent", "()", "the method was idempotent and is not idempotent")]
    [InlineData("(): int32", "()", "the result was int32 and is not there")]
    [InlineData("(): (int32, int32)", "(): (int32, int32, int32?)", "member 3 of the result was not there and is int32?")]
    [InlineData("(): [(A: int32)]", "(): [(A: string)]", "member 'A' of an element of the result was int32 and is string")]
    [InlineData("(): [string: int32]", "(): [int32: int32]", "a key of the result was string and is int32")]
    [InlineData("(): (A: int32)", "(): {A: int32}", "the result was (A: int32) and is {A: int32}")]
    [InlineData("(): (Next: ^1?, At: time)", "(): (Next: ^1?, At: date)", "member 'At' of the result was time and is date")]
    [InlineData("(): union (0: (A: int32))", "(): union (0: (A: int32), 1: ())", "case '1' of the result was not there and is ()")]
    [InlineData("() throws (Full: (A: int32))", "() throws (Full: (A: string))", "member 'A' of fault 'Full' was int32 and is string")]
    public void These_do_not(string caller, string server, string difference) => Assert.Equal(difference, Compare(caller, server)?.ToString());

    /// <summary>It promises more than its caller asks for.</summary>
    [Fact]
    public void A_server_may_be_idempotent_where_its_caller_does_not_know() => Assert.Null(Compare("()", "() idempotent"));

    [Fact]
    public void A_shape_that_is_too_long_is_not_announced()
    {
        WireType wide = WireType.Unnamed(WireKind.Array, [.. Enumerable.Range(0, 1_000).Select(static i => new WireField($"M{i}", new WireType("int32")))]);

        Assert.Null(ShapeText.ForWire(new MethodShape { Arguments = [new WireField("wide", wide)] }));
    }

    private static ShapeDifference? Compare(string caller, string server) => ShapeComparison.OfPeers(ShapeParser.ParseMethod(caller), ShapeParser.ParseMethod(server));
}
