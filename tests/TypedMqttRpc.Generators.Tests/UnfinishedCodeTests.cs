using Microsoft.CodeAnalysis;

namespace TypedMqttRpc.Generators.Tests;

/// <summary>The generator runs on every keystroke: code that does not compile must not break it.</summary>
public class UnfinishedCodeTests
{
    [Theory]
    [InlineData("[MqttService] public partial interface ILamp { Task OnAsync(); }")]
    [InlineData("[MqttService(null)] public partial interface ILamp { Task OnAsync(); }")]
    [InlineData("[MqttService(5)] public partial interface ILamp { Task OnAsync(); }")]
    [InlineData("[MqttService(new[] { \"a\" })] public partial interface ILamp { Task OnAsync(); }")]
    [InlineData("[MqttService(Missing)] public partial interface ILamp { Task OnAsync(); }")]
    [InlineData("[MqttService(\"a\", Name = 5, Group = null, Missing = 1)] public partial interface ILamp { Task OnAsync(); }")]
    [InlineData("[MqttService(\"a\")] public partial interface")]
    [InlineData("[MqttService(\"a\")] public partial interface { Task OnAsync(); }")]
    [InlineData("[MqttService(\"a\")] public partial class Lamp { Task OnAsync(); }")]
    [InlineData("[MqttService(\"a\")] public partial interface ILamp : IMissing, Missing<int>, ILamp { Task OnAsync(); }")]
    [InlineData("[MqttService(\"a\")] public partial interface ILamp { Task OnAsync(; Task OffAsync(int); Task (int a); OnAsync(int b); Task<> BothAsync(int c, int c); }")]
    [InlineData("[MqttService(\"a\")] public partial interface ILamp { Task<Missing> OnAsync(Missing a, List<Missing> b, Missing? c = null, Missing d = Missing.X, int e = \"\", int f = Missing); }")]
    [InlineData("[MqttService(\"a\")] public partial interface ILamp { [MqttMethod(Name = 5, Qos = \"x\", TimeoutMs = Missing)] Task OnAsync(); }")]
    [InlineData("[MqttService(\"a\")] public partial interface ILamp { [RpcFault] Task AAsync(); [RpcFault(null)] Task BAsync(); [RpcFault(typeof(Missing))] Task CAsync(); [RpcFault(typeof(void))] Task DAsync(); [RpcFault(typeof(int*))] Task EAsync(); }")]
    [InlineData("[MqttService(\"a\")] public partial interface ILamp { [Obsolete(Missing)] Task OnAsync(); [Obsolete(5)] Task OffAsync(); }")]
    [InlineData("[MqttService(\"a\")] public partial interface ILamp { Task OnAsync(); Task OnAsync(); int Level { } int Level2 { get; set; int } event Missing X; this[int]; }")]
    [InlineData("[MqttService(\"a\")] public partial interface ILamp { Task OnAsync(params int a, this int b, ref CancellationToken c); }")]
    [InlineData("[MqttService(\"a\")] public partial interface ILamp { Task OnAsync() { } } [MqttService(\"b\")] public partial interface ILamp { Task OnAsync(); }")]
    [InlineData("[MqttService(\"a/{\")] public partial interface ILamp { Task On")]
    public void The_generator_does_not_fail(string contract)
    {
        string source = "using System;\nusing System.Collections.Generic;\nusing System.Threading;\nusing System.Threading.Tasks;\nusing TypedMqttRpc;\n" + contract;

        GeneratorRunResult result = Consumer.CreateDriver(Consumer.Newest)
            .RunGenerators(Consumer.Compile(source, Consumer.Newest), TestContext.Current.CancellationToken)
            .GetRunResult().Results.Single();

        Assert.Null(result.Exception);
        Assert.Empty(result.Diagnostics);
    }
}
