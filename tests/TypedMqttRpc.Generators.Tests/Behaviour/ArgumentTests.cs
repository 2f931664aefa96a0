namespace TypedMqttRpc.Generators.Tests.Behaviour;

/// <summary>Arguments on their way through the payload.</summary>
public class ArgumentTests
{
    private const string Everything = """
        public enum Unit { Celsius, Kelvin = -5 }

        [MqttService("defaults")]
        public partial interface IDefaults
        {
            Task<string> AllAsync(
                int required, string a = "say \"hi\"\r\n", char b = '\'', double c = double.NaN, double d = -0.0, float e = 0.1f, decimal f = 1.50m, long g = long.MinValue,
                ulong h = ulong.MaxValue, bool i = true, Unit j = Unit.Kelvin, Unit k = (Unit)42, Unit? l = Unit.Kelvin, Unit? m = null, string? n = null, Guid o = default, int? p = 5);
        }

        public sealed class Defaults : IDefaults
        {
            public Task<string> AllAsync(
                int required, string a, char b, double c, double d, float e, decimal f, long g, ulong h, bool i, Unit j, Unit k, Unit? l, Unit? m, string? n, Guid o, int? p) =>
                Task.FromResult(FormattableString.Invariant($"{required}|{a}|{b}|{c}|{1 / d}|{e}|{f}|{g}|{h}|{i}|{j}|{k}|{l}|{m}|{n}|{o:N}|{p}"));
        }

        public static class Program
        {
            public static object Service() => new Defaults();
            public static async Task<object?> RunAsync(RpcInvoker rpc) => await new DefaultsClient(rpc).AllAsync(7);
        }
        """;

    [Fact]
    public async Task Missing_trailing_arguments_have_their_defaults()
    {
        GeneratedProgram program = new(Everything, "IDefaults");
        const string Expected = "7|say \"hi\"\r\n|'|NaN|-Infinity|0.1|1.50|-9223372036854775808|18446744073709551615|True|Kelvin|42|Kelvin|||00000000000000000000000000000000|5";

        for (int kept = 17; kept >= 1; kept--)
        {
            program.Loopback.KeptArguments = kept;
            Assert.Equal(Expected, await program.RunAsync());
        }
    }

    [Fact]
    public async Task A_missing_required_argument_is_refused_by_name()
    {
        GeneratedProgram program = new(Everything, "IDefaults");
        program.Loopback.KeptArguments = 0;

        RpcException refused = await Assert.ThrowsAsync<RpcException>(program.RunAsync);

        Assert.Equal((RpcStatus.InvalidArgument, "required"), (refused.Status, refused.Field));
    }

    [Fact]
    public async Task Null_is_refused_where_the_contract_says_so()
    {
        GeneratedProgram program = new("""
            [MqttService("store")]
            public partial interface IStore { Task<string> PutAsync(string key, string? value, List<string>? tags, params int[] numbers); }

            public sealed class Store : IStore
            {
                public Task<string> PutAsync(string key, string? value, List<string>? tags, params int[] numbers) => Task.FromResult($"{key} {value ?? "null"} {tags?.Count} {numbers.Length}");
            }

            public static class Program
            {
                public static object Service() => new Store();
                public static async Task<object?> RunAsync(RpcInvoker rpc)
                {
                    string stored = await new StoreClient(rpc).PutAsync("a", null, null, 1, 2);
                    try { await new StoreClient(rpc).PutAsync(null!, "", new List<string>()); }
                    catch (RpcException refused) { return $"{stored}; {refused.Status} {refused.Field}"; }
                    return null;
                }
            }
            """, "IStore");

        Assert.Equal("a null  2; InvalidArgument key", await program.RunAsync());
    }

    [Fact]
    public async Task Odd_names_and_many_parameters_keep_their_order()
    {
        GeneratedProgram program = new("""
            [MqttService("odd")]
            public partial interface IOdd
            {
                Task<string> AllAsync(CancellationToken first, int Item2, int Item1, int Rest, int ToString, int @class, int request, int service, int _, int Service);
            }

            public sealed class Odd : IOdd
            {
                public Task<string> AllAsync(CancellationToken first, int Item2, int Item1, int Rest, int ToString, int @class, int request, int service, int _, int Service) =>
                    Task.FromResult($"{Item2}{Item1}{Rest}{ToString}{@class}{request}{service}{_}{Service}");
            }

            public static class Program
            {
                public static object Service() => new Odd();
                public static async Task<object?> RunAsync(RpcInvoker rpc) => await new OddClient(rpc).AllAsync(default, 1, 2, 3, 4, 5, 6, 7, 8, 9);
            }
            """, "IOdd");

        Assert.Equal("123456789", await program.RunAsync());
        Assert.Equal("[1,2,3,4,5,6,7,8,9]", program.Loopback.Calls.Single().Json);
    }
}
