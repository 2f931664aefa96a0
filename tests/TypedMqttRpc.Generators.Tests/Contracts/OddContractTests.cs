namespace TypedMqttRpc.Generators.Tests.Contracts;

/// <summary>Contracts as nobody should write them; what is generated compiles without a warning all the same.</summary>
public class OddContractTests
{
    private const string Usings = """
        using System;
        using System.Collections.Generic;
        using System.Diagnostics.CodeAnalysis;
        using System.Runtime.CompilerServices;
        using System.Runtime.InteropServices;
        using System.Threading;
        using System.Threading.Tasks;
        using TypedMqttRpc;

        """;

    [Theory]
    [InlineData("namespace Home.System { public class Task { } public class String { } [MqttService(\"a\")] public partial interface ILamp { global::System.Threading.Tasks.Task<Task> OnAsync(String a, Task b); } }")]
    [InlineData("namespace TypedMqttRpc.MessagePack { public class Nil { } [MqttService(\"a\")] public partial interface ILamp { Task<Nil> OnAsync(Nil a); Task OffAsync(); } }")]
    [InlineData("namespace A { [MqttService(\"a\")] public partial interface ILamp { Task<Dictionary<string, (int A, string? B)[]>?[]> OnAsync(int[][,] a, string?[]?[] b, nint? c, List<List<int?>?>? d, Mode e = Mode.Y, int f = K, (int, (string X, int Y)?) g = default); enum Mode { X, Y } const int K = 3; } }")]
    [InlineData("namespace A { [MqttService(\"a\")] public partial interface ILamp { Task OnAsync([Optional] int a, [Optional, DateTimeConstant(5)] DateTime b, [DefaultParameterValue(5), Optional] int d, [CallerMemberName] string c = \"\"); } }")]
    [InlineData("namespace A { [Experimental(\"EXP1\")] [MqttService(\"a\")] public partial interface ILamp { Task OnAsync(); } }")]
    [InlineData("namespace A { [Experimental(\"EXP1\")] public class E { } [MqttService(\"a\")] public partial interface ILamp { \n#pragma warning disable EXP1\n Task<List<E>> OnAsync(E[] e);\n#pragma warning restore EXP1\n } }")]
    [InlineData("namespace A { [Obsolete] public class E { public class F { } } [MqttService(\"a\")] public partial interface ILamp { \n#pragma warning disable CS0612\n [RpcFault(typeof(E))] Task<E.F> OnAsync(Dictionary<int, E> e);\n#pragma warning restore CS0612\n } }")]
    [InlineData("using T = System.Threading.Tasks.Task<int>; namespace A { using S = TypedMqttRpc.MqttServiceAttribute; [S(\"a\")] public partial interface ILamp { T OnAsync(); } }")]
    [InlineData("namespace A { public interface IX<T> { Task<T> XAsync(T t); } [MqttService(\"a\")] public partial interface ILamp : IX<string?>, IX<int>, IX<(int A, int B)> { Task OnAsync(); } }")]
    [InlineData("namespace A { [MqttService(\"a\")] public partial interface ILamp { Task OnAsync(string text = K, char c = '\\u2028', string d = \"\\ud800\", string e = \"\\0\\a\\u0085\"); const string K = \"{{\"; } }")]
    [InlineData("namespace A { [MqttService(\"a\")] public partial interface ILamp { Task<int> OnAsync(in int a, out int b); static int operator +(ILamp a, int b) => 1; delegate void D(); class C { } } }")]
    [InlineData("namespace A { [MqttService(\"{a}/{b}\")] public partial interface ILamp { Task OnAsync(string a, string b = \"x\"); Task OffAsync(string? b, string a); Task XAsync(CancellationToken a); } }")]
    [InlineData("namespace A { [MqttService(\"a\")] public partial interface IBase { Task OnAsync(); } [MqttService(\"b\")] public partial interface IDer : IBase { abstract Task IBase.OnAsync(); } }")]
    [InlineData("namespace A { [MqttService(\"a\")] public partial interface IBase { Task<object?> GetAsync(List<dynamic?> a); } [MqttService(\"b\")] public partial interface IDer : IBase { new Task<dynamic> GetAsync(List<object?> a); } }")]
    [InlineData("namespace A { [MqttService(\"a\")] public partial interface ILamp { Task<Lazy<int>> OnAsync(KeyValuePair<string, int> a, Uri b, TimeSpan? c, DateTimeOffset d, ReadOnlyMemory<byte> e, Half f, Int128 g, Exception? h, Type i, IEnumerable<int> j); } }")]
    [InlineData("namespace A { [MqttService(\"a\")] public partial interface ILamp { protected internal Task AAsync(); private protected Task BAsync(); internal Task CAsync(); protected enum M { X } protected Task DAsync(M m); internal int P { get; } protected event Action E; } }")]
    [InlineData("namespace A { public partial class O { protected internal enum M { X } [MqttService(\"a\")] protected internal partial interface ILamp { Task AAsync(M m = M.X); Task<M?> BAsync(); } } }")]
    [InlineData("namespace A { public interface IP { int P { get; } event Action E; } [MqttService(\"a\")] public partial interface IDer : IP { abstract int IP.P { get; } abstract event Action IP.E; } [MqttService(\"a\")] public partial interface IDer2 : IP { int IP.P => 3; event Action IP.E { add { } remove { } } } }")]
    [InlineData("namespace A { [MqttService(\"a\")] public partial interface IA { Task GetAsync(); } [MqttService(\"a\")] public partial interface IB { Task GetAsync(); int GetAsync(int a); string P { get; } } public interface IC { string P { get; } } [MqttService(\"a\")] public partial interface ID : IA, IB, IC { Task GetAsync(string x); } [MqttService(\"e\")] public partial interface IE : ID { void GetAsync(int a, int b); } }")]
    public void An_odd_contract_compiles(string source) => Assert.NotEmpty(Consumer.Generate(Usings + source));
}
