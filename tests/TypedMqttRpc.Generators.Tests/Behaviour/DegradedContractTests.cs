namespace TypedMqttRpc.Generators.Tests.Behaviour;

/// <summary>What cannot work says why; the rest works.</summary>
public class DegradedContractTests
{
    [Fact]
    public async Task An_unsupported_member_throws_its_rule_and_the_others_work()
    {
        GeneratedProgram program = new("""
            [MqttService("lamp")]
            public partial interface ILamp
            {
                Task<int> GetAsync();
                Task<T> CastAsync<T>(T value);
                void Off();
                int Level { get; set; }
            }

            public sealed class Lamp : ILamp
            {
                public Task<int> GetAsync() => Task.FromResult(5);
                public Task<T> CastAsync<T>(T value) => Task.FromResult(value);
                public void Off() { }
                public int Level { get; set; }
            }

            public static class Program
            {
                public static object Service() => new Lamp();
                public static async Task<object?> RunAsync(RpcInvoker rpc)
                {
                    ILamp lamp = new LampClient(rpc);
                    return string.Join("\n", await lamp.GetAsync(), Try(() => lamp.CastAsync(1)), Try(lamp.Off), Try(() => lamp.Level++));
                }

                private static string Try(Action action)
                {
                    try { action(); return "nothing"; }
                    catch (NotSupportedException reason) { return reason.Message; }
                }
            }
            """, "ILamp");

        Assert.Equal(
            """
            5
            TMR0101: 'CastAsync' is generic; a remote method cannot have type parameters.
            TMR0103: 'Off' returns void; return Task, and mark it OneWay if no reply is wanted.
            TMR0005: 'Level' is a property; declare a method that returns Task<int>.
            """, await program.RunAsync());
        Assert.Equal(["get"], program.Loopback.Bound);
    }

    [Fact]
    public void A_contract_whose_topic_is_not_valid_says_so_wherever_it_is_used()
    {
        const string Contract = """
            [MqttService("lamp/{id")]
            public partial interface ILamp { Task OnAsync(); }

            public sealed class Lamp : ILamp { public Task OnAsync() => Task.CompletedTask; }

            public static class Program
            {
                public static object Service() => new Lamp();
            }
            """;

        Exception thrown = Assert.ThrowsAny<Exception>(() => new GeneratedProgram(Contract, "ILamp"));

        Assert.StartsWith("TMR0404: The topic 'lamp/{id' has an unbalanced brace", Assert.IsType<NotSupportedException>(thrown.InnerException ?? thrown).Message);
    }

    [Fact]
    public async Task A_client_of_such_a_contract_cannot_be_made()
    {
        GeneratedProgram program = new("""
            [MqttService("lamp/#")]
            public partial interface ILamp { Task OnAsync(); }

            [MqttService("fan")]
            public partial interface IFan { Task OnAsync(); }

            public sealed class Fan : IFan { public Task OnAsync() => Task.CompletedTask; }

            public static class Program
            {
                public static object Service() => new Fan();
                public static Task<object?> RunAsync(RpcInvoker rpc)
                {
                    string made = Try(() => new LampClient(rpc));
                    return Task.FromResult<object?>(made == Try(() => rpc.CreateClient<ILamp>()) ? made : null);
                }

                private static string Try(Func<ILamp> make)
                {
                    try { make(); return "nothing"; }
                    catch (NotSupportedException reason) { return reason.Message; }
                }
            }
            """, "IFan");

        Assert.Equal("TMR0402: The topic 'lamp/#' contains the wildcard '#'; write a named token such as '{id}'.", await program.RunAsync());
    }
}
