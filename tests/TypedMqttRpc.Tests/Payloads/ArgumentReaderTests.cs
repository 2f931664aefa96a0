using MessagePack;
using TypedMqttRpc.Payloads;
using TypedMqttRpc.Tests.Support;

namespace TypedMqttRpc.Tests.Payloads;

public sealed class ArgumentReaderTests
{
    private static readonly MqttService Service = new("Tests", "tests");

    /// <summary>(int number, string text, int? maybe = 7), with a result of all three.</summary>
    private static readonly MqttMethod<(int Number, string Text, int? Maybe), Nil> Method = new(
        Service,
        "three",
        static (ref ArgumentWriter arguments, (int Number, string Text, int? Maybe) request) =>
        {
            arguments.Write(request.Number);
            arguments.Write(request.Text);
            arguments.Write(request.Maybe);
        },
        static (ref ArgumentReader arguments) =>
            (arguments.Read<int>("number"), arguments.Read<string>("text"), arguments.ReadNullable<int?>("maybe", 7)))
    {
        ArgumentCount = 3,
    };

    [Theory]
    [InlineData("93 01 A1 61 02", 1, "a", 2)]
    [InlineData("93 01 A1 61 C0", 1, "a", null)]
    [InlineData("92 FF A0", -1, "", 7)]
    [InlineData("94 01 A1 61 02 C3", 1, "a", 2)]
    [InlineData("96 01 A1 61 02 C3 92 01 02 81 A1 78 C0", 1, "a", 2)]
    [InlineData("DC 00 03 01 A1 61 02", 1, "a", 2)]
    [InlineData("DD 00 00 00 03 01 A1 61 02", 1, "a", 2)]
    [InlineData("93 D2 00 00 00 01 D9 01 61 02", 1, "a", 2)]
    public void Good_arguments_are_read(string hex, int number, string text, int? maybe) =>
        Assert.Equal((number, text, maybe), Read(hex));

    [Theory]
    [InlineData("", "payload", "empty")]
    [InlineData("C0", "payload", "Nil")]
    [InlineData("01", "payload", "Integer")]
    [InlineData("A1 61", "payload", "String")]
    [InlineData("81 A1 61 01", "payload", "Map")]
    [InlineData("C1", "payload", "send an array")]
    [InlineData("DC", "payload", "not a complete")]
    [InlineData("DC 00", "payload", "not a complete")]
    [InlineData("DD 00 00", "payload", "not a complete")]
    [InlineData("90", "number", "missing: the array has 0")]
    [InlineData("91 01", "text", "missing: the array has 1")]
    [InlineData("92 A1 61 A1 61", "number", "cannot be read")]
    [InlineData("92 C0 A1 61", "number", "cannot be read")]
    [InlineData("92 01 C0", "text", "is nil")]
    [InlineData("92 01 02", "text", "cannot be read")]
    [InlineData("93 01 A1 61 A1 61", "maybe", "cannot be read")]
    [InlineData("92 CF FF FF FF FF FF FF FF FF A1 61", "number", "cannot be read")]
    [InlineData("92 CB 3F F8 00 00 00 00 00 00 A1 61", "number", "cannot be read")]
    [InlineData("92 C1 A1 61", "number", "cannot be read")]
    [InlineData("92 01 A1 61 00", "payload", "bytes after")]
    [InlineData("92 01 A1 61 92 01 A1 61", "payload", "bytes after")]
    public void A_malformed_payload_names_the_field_and_the_problem(string hex, string field, string problem) => Refused(hex, field, problem);

    /// <summary>Everything short of the whole is refused, wherever it is cut.</summary>
    [Fact]
    public void A_truncated_payload_is_refused_at_every_length()
    {
        byte[] whole = Convert.FromHexString("9501D90161D20000000292C3CB3FF800000000000081A17893C0C0C0");
        for (int length = 0; length < whole.Length; length++)
        {
            RpcException error = Assert.Throws<RpcException>(() => Arguments.Read(whole.AsMemory(0, length), Method, TopicTokens.Empty, RpcSerializer.Default));
            Assert.Equal((RpcStatus.InvalidArgument, RpcExecution.NotExecuted), (error.Status, error.Execution));
        }

        Arguments.Read(whole, Method, TopicTokens.Empty, RpcSerializer.Default);
    }

    [Theory]
    [InlineData("DD 7F FF FF FF", "payload")]
    [InlineData("DD FF FF FF FF", "payload")]
    [InlineData("DC FF FF", "payload")]
    [InlineData("92 01 DB 7F FF FF FF 61", "text")]
    [InlineData("92 01 DB FF FF FF FF 61", "text")]
    [InlineData("92 01 DA FF FF 61", "text")]
    [InlineData("94 01 A1 61 02 C6 FF FF FF FF", "payload")]
    [InlineData("94 01 A1 61 02 C6 7F FF FF FF", "payload")]
    [InlineData("94 01 A1 61 02 DB FF FF FF FF", "payload")]
    [InlineData("94 01 A1 61 02 DD FF FF FF FF", "payload")]
    [InlineData("94 01 A1 61 02 DF FF FF FF FF", "payload")]
    [InlineData("94 01 A1 61 02 C9 FF FF FF FF 01", "payload")]
    public void A_length_that_the_payload_does_not_have_is_refused_without_memory_for_it(string hex, string field)
    {
        Refused(hex, field, string.Empty); // Whatever is made once is made now.
        long before = GC.GetAllocatedBytesForCurrentThread();
        Refused(hex, field, string.Empty);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
    }

    /// <summary>A stack that overflows ends the process, so this test fails by ending the run.</summary>
    [Theory]
    [InlineData(0x91)]
    [InlineData(0x81)]
    public void A_nesting_bomb_in_an_unknown_argument_is_refused(byte level)
    {
        byte[] bomb = new byte[250_000];
        Array.Fill(bomb, level);
        Convert.FromHexString("9401A16102").CopyTo(bomb, 0);

        Refused(bomb, "payload", "argument 3");
    }

    [Fact]
    public void A_nesting_bomb_in_a_known_argument_is_refused()
    {
        MqttMethod<Tree?, Nil> method = new(Service, "tree", static (ref ArgumentWriter _, Tree? _) => { }, static (ref ArgumentReader arguments) => arguments.Read<Tree>("tree"));
        byte[] bomb = new byte[250_000];
        Array.Fill(bomb, (byte)0x91);

        RpcException error = Assert.Throws<RpcException>(() => Arguments.Read(bomb, method, TopicTokens.Empty, RpcSerializer.Default));

        Assert.Equal((RpcStatus.InvalidArgument, "tree"), (error.Status, error.Field));
    }

    [Theory]
    [InlineData(60, true)]
    [InlineData(70, false)]
    public void Nesting_is_read_64_levels_deep(int levels, bool isGood)
    {
        MqttMethod<Tree?, Nil> method = new(Service, "tree", static (ref ArgumentWriter _, Tree? _) => { }, static (ref ArgumentReader arguments) => arguments.Read<Tree>("tree"));
        byte[] payload = [.. Enumerable.Repeat((byte)0x91, levels), 0xC0];

        Exception? error = Record.Exception(() => Arguments.Read(payload, method, TopicTokens.Empty, RpcSerializer.Default));

        Assert.Equal(isGood, error is null);
    }

    [Fact]
    public void A_default_takes_the_place_of_a_missing_argument_but_not_of_a_nil_one()
    {
        MqttMethod<(string A, string? B), Nil> method = new(
            Service, "defaults", static (ref ArgumentWriter _, (string, string?) _) => { },
            static (ref ArgumentReader arguments) => (arguments.Read("a", "A"), arguments.ReadNullable("b", "B")));

        Assert.Equal(("A", "B"), Arguments.Read(Convert.FromHexString("90"), method, TopicTokens.Empty, RpcSerializer.Default));
        Assert.Equal(("x", null), Arguments.Read(Convert.FromHexString("92A178C0"), method, TopicTokens.Empty, RpcSerializer.Default));
        RpcException error = Assert.Throws<RpcException>(() => Arguments.Read(Convert.FromHexString("91C0"), method, TopicTokens.Empty, RpcSerializer.Default));
        Assert.Equal("a", error.Field);
    }

    [Fact]
    public void A_token_is_read_from_the_topic_and_named_when_it_does_not_fit()
    {
        MqttMethod<int, Nil> method = new(Service, "token", static (ref ArgumentWriter _, int _) => { }, static (ref ArgumentReader arguments) => arguments.Token<int>("floor"));

        Assert.Equal(-3, Arguments.Read(Convert.FromHexString("90"), method, new() { ["floor"] = "-3" }, RpcSerializer.Default));
        RpcException error = Assert.Throws<RpcException>(() => Arguments.Read(Convert.FromHexString("90"), method, new() { ["floor"] = "third" }, RpcSerializer.Default));
        Assert.Equal((RpcStatus.InvalidArgument, "floor"), (error.Status, error.Field));
        Assert.Contains("'third'", error.Message);
    }

    /// <summary>A hundred thousand mutated payloads: each is read or refused, nothing else is thrown.</summary>
    [Fact]
    public void Random_bytes_are_read_or_refused_and_never_anything_else()
    {
        Random random = new(20260101);
        byte[] good = Convert.FromHexString("9501D90161D20000000292C3CB3FF800000000000081A17893C0C0C0");
        int read = 0;
        for (int i = 0; i < 100_000; i++)
        {
            byte[] payload = (byte[])good.Clone();
            for (int change = random.Next(1, 4); change > 0; change--)
            {
                payload[random.Next(payload.Length)] = (byte)random.Next(256);
            }

            try
            {
                Arguments.Read(payload, Method, TopicTokens.Empty, RpcSerializer.Default);
                read++;
            }
            catch (RpcException refused) when (refused.Status == RpcStatus.InvalidArgument && refused.Field is not null)
            {
                // As it should be.
            }
        }

        Assert.InRange(read, 1, 99_999);
    }

    private static (int Number, string Text, int? Maybe) Read(string hex) =>
        Arguments.Read(Hex.Parse(hex), Method, TopicTokens.Empty, RpcSerializer.Default);

    private static void Refused(string hex, string field, string problem) => Refused(Hex.Parse(hex), field, problem);

    private static void Refused(byte[] payload, string field, string problem)
    {
        RpcException error = Assert.Throws<RpcException>(() => Arguments.Read(payload, Method, TopicTokens.Empty, RpcSerializer.Default));

        Assert.Equal((RpcStatus.InvalidArgument, RpcExecution.NotExecuted, field), (error.Status, error.Execution, error.Field));
        Assert.Contains(problem, error.Message);
        Assert.False(error.EndedCall, "The server must send this answer on.");
    }
}

/// <summary>A type that nests without end.</summary>
[MessagePackObject]
public sealed class Tree
{
    [Key(0)]
    public Tree? Child { get; set; }
}
