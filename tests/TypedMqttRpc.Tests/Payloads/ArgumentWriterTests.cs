using System.Buffers;
using MessagePack;
using TypedMqttRpc.Payloads;
using TypedMqttRpc.Tests.Support;

namespace TypedMqttRpc.Tests.Payloads;

public sealed class ArgumentWriterTests
{
    private static readonly MqttService Service = new("Tests", "tests");

    [Fact]
    public void Arguments_are_the_elements_of_one_array()
    {
        MqttMethod<(int Number, string? Text, bool Flag), Nil> method = new(
            Service,
            "three",
            static (ref ArgumentWriter arguments, (int Number, string? Text, bool Flag) request) =>
            {
                arguments.Write(request.Number);
                arguments.Write(request.Text);
                arguments.Write(request.Flag);
            },
            static (ref ArgumentReader arguments) => (arguments.Read<int>("number"), arguments.ReadNullable<string>("text"), arguments.Read<bool>("flag")))
        {
            ArgumentCount = 3,
        };
        ArrayBufferWriter<byte> payload = new();

        Arguments.Write(payload, method, (300, null, true), RpcSerializer.Default);

        Assert.Equal(Hex.Parse("93 CD 01 2C C0 C3"), payload.WrittenSpan.ToArray());
        Assert.Equal((300, null, true), Arguments.Read(payload.WrittenMemory, method, TopicTokens.Empty, RpcSerializer.Default));
    }

    [Fact]
    public void No_arguments_are_an_empty_array()
    {
        MqttMethod<Nil, Nil> method = new(Service, "none", static (ref ArgumentWriter _, Nil _) => { }, static (ref ArgumentReader _) => Nil.Default);
        ArrayBufferWriter<byte> payload = new();

        Arguments.Write(payload, method, Nil.Default, RpcSerializer.Default);

        Assert.Equal([0x90], payload.WrittenSpan.ToArray());
    }

    [Fact]
    public void An_argument_that_cannot_be_written_is_the_callers_error()
    {
        MqttMethod<Unwritable, Nil> method = new(
            Service, "bad", static (ref ArgumentWriter arguments, Unwritable request) => arguments.Write(request), static (ref ArgumentReader arguments) => arguments.Read<Unwritable>("argument"))
        {
            ArgumentCount = 1,
        };

        RpcException error = Assert.Throws<RpcException>(() => Arguments.Write(new ArrayBufferWriter<byte>(), method, new(), RpcSerializer.Default));

        Assert.Equal((RpcStatus.InvalidArgument, RpcExecution.NotExecuted, "Tests", "bad"), (error.Status, error.Execution, error.Service, error.Method));
        Assert.True(error.EndedCall);
        Assert.StartsWith("An argument of Tests.bad cannot be written with MessagePack: ", error.Message);
    }

    [Fact]
    public void An_argument_that_cannot_be_written_is_told_by_the_innermost_cause()
    {
        MqttMethod<Nil, Nil> method = new(
            Service,
            "native",
            static (ref ArgumentWriter _, Nil _) => throw new MessagePackSerializationException(
                "Failed.", new TypeInitializationException("FormatterCache", new MessagePackSerializationException("There is no formatter for Position."))),
            static (ref ArgumentReader _) => Nil.Default);

        RpcException error = Assert.Throws<RpcException>(() => Arguments.Write(new ArrayBufferWriter<byte>(), method, Nil.Default, RpcSerializer.Default));

        Assert.Equal("An argument of Tests.native cannot be written with MessagePack: There is no formatter for Position.", error.Message);
    }

    /// <summary>A type that is not MessagePack's.</summary>
    private sealed class Unwritable;
}
