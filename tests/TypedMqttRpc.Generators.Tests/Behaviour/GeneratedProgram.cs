using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.ExceptionServices;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace TypedMqttRpc.Generators.Tests.Behaviour;

/// <summary>
/// A contract, the code generated for it, and a class <c>Program</c> that uses both, compiled and loaded. The program supplies
/// <c>Service()</c>, an implementation, and <c>RunAsync(RpcInvoker)</c>, the calls.
/// </summary>
internal sealed class GeneratedProgram
{
    private const string Usings = """
        #pragma warning disable CS1591
        using System;
        using System.Collections.Generic;
        using System.Threading;
        using System.Threading.Tasks;
        using TypedMqttRpc;

        """;

    private readonly Assembly _assembly;

    public GeneratedProgram([StringSyntax("c#-test")] string source, string contract, params (string Name, string Source)[] libraries)
    {
        var context = new AssemblyLoadContext(contract, isCollectible: true);
        MetadataReference[] references = [.. libraries.Select(library => MetadataReference.CreateFromImage(Load(context, library.Name, library.Source, []).Image))];
        _assembly = Load(context, "Program", Usings + source, references).Assembly;
        Type type = _assembly.GetType(contract, throwOnError: true)!;
        Loopback = (ILoopback)Activator.CreateInstance(typeof(Loopback<>).MakeGenericType(type), Call("Service"))!;
    }

    public ILoopback Loopback { get; }

    /// <summary>What the program's calls return.</summary>
    public async Task<object?> RunAsync() => await (Task<object?>)Call("RunAsync", Loopback.Invoker)!;

    private object? Call(string method, params object[] arguments)
    {
        try
        {
            return _assembly.GetType("Program", throwOnError: true)!.GetMethod(method)!.Invoke(null, arguments);
        }
        catch (TargetInvocationException failed)
        {
            ExceptionDispatchInfo.Throw(failed.InnerException!);
            throw;
        }
    }

    private static (byte[] Image, Assembly Assembly) Load(AssemblyLoadContext context, string name, string source, MetadataReference[] references)
    {
        CSharpCompilation compilation = Consumer.Compile(source, Consumer.Newest, references).WithAssemblyName(name);
        Consumer.Generate(compilation, Consumer.Newest, out Compilation complete);
        using var stream = new MemoryStream();
        Assert.True(complete.Emit(stream, cancellationToken: TestContext.Current.CancellationToken).Success);
        byte[] image = stream.ToArray();
        return (image, context.LoadFromStream(new MemoryStream(image)));
    }
}
