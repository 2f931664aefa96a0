using System.Reflection;
using System.Runtime.Loader;
using MessagePack;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using TypedMqttRpc.Payloads;

namespace TypedMqttRpc.Generators.Tests.Analyzing;

/// <summary>A service that sends a type, and the type itself, loaded: so that what a rule says of it can be tried.</summary>
internal sealed class PayloadProgram(string type, string declarations = "")
{
    private readonly string _source = $$"""
        {{declarations}}

        [MqttService("payloads")]
        public partial interface ISender
        {
            Task SendAsync({{type}} value, CancellationToken cancellationToken);
        }

        public static class Payload
        {
            public static void Use({{type}} value) { }
        }
        """;

    public async Task<IReadOnlyList<Diagnostic>> AnalyzeAsync() => await Analysis.RunAsync(_source);

    /// <summary>Reads bytes as the type, as a server does; what it throws, or <see langword="null"/>.</summary>
    public Exception? Read(byte[] payload)
    {
        Type type = Load();
        try
        {
            MessagePackSerializer.Deserialize(type, payload, RpcSerializer.Default, TestContext.Current.CancellationToken);
            return null;
        }
        catch (MessagePackSerializationException refused)
        {
            return refused.GetBaseException();
        }
    }

    /// <summary>The bytes that reading allocates.</summary>
    public long Measure(byte[] payload)
    {
        Type type = Load();
        MessagePackSerializer.Deserialize(type, payload, RpcSerializer.Default, TestContext.Current.CancellationToken);
        long before = GC.GetAllocatedBytesForCurrentThread();
        MessagePackSerializer.Deserialize(type, payload, RpcSerializer.Default, TestContext.Current.CancellationToken);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private Type Load()
    {
        CSharpCompilation compilation = Analysis.Compile(_source);
        Consumer.CreateDriver(Consumer.Newest).RunGeneratorsAndUpdateCompilation(compilation, out Compilation complete, out _, TestContext.Current.CancellationToken);
        using var stream = new MemoryStream();
        var result = complete.Emit(stream, cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(result.Success, string.Join("\n", result.Diagnostics));
        stream.Position = 0;
        Assembly assembly = new AssemblyLoadContext(type).LoadFromStream(stream);
        return assembly.GetType("Payload", throwOnError: true)!.GetMethod("Use", BindingFlags.Public | BindingFlags.Static)!.GetParameters()[0].ParameterType;
    }
}
