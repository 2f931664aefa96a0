namespace TypedMqttRpc.Generators.Tests.Behaviour;

/// <summary>Contracts that inherit contracts.</summary>
public class InheritedCallTests
{
    private const string Device = """
        #pragma warning disable CS1591
        using System.Threading.Tasks;
        using TypedMqttRpc;

        namespace Devices;

        [MqttService("devices/{id}")]
        public partial interface IDevice
        {
            Task<string> PingAsync(string text = "ping");
        }
        """;

    private const string Boiler = """
        [MqttService("boilers/{boiler}")]
        public partial interface IBoiler : Devices.IDevice
        {
            Task<int> HeatAsync(string boiler);
        }

        public sealed class Boiler : IBoiler
        {
            public Task<string> PingAsync(string text) => Task.FromResult(text + "!");
            public Task<int> HeatAsync(string boiler) => Task.FromResult(boiler.Length);
        }

        public static class Program
        {
            public static object Service() => new Boiler();
            public static async Task<object?> RunAsync(RpcInvoker rpc)
            {
                IBoiler boiler = new BoilerClient(rpc, "b1");
                Devices.IDevice device = boiler;
                return await device.PingAsync() + await boiler.HeatAsync("b22");
            }
        }
        """;

    [Fact]
    public async Task An_inherited_method_is_served_under_the_derived_topic_even_from_another_assembly()
    {
        GeneratedProgram program = new(Boiler, "IBoiler", ("Devices", Device));

        Assert.Equal("ping!3", await program.RunAsync());
        Assert.Equal(["boilers/b1/ping", "boilers/b22/heat"], program.Loopback.Calls.Select(call => call.Topic));
    }

    [Fact]
    public async Task Two_bases_with_members_of_one_name_are_told_apart()
    {
        GeneratedProgram program = new("""
            [MqttService("left")]
            public partial interface ILeft { [MqttMethod(Name = "left")] Task<int> GetAsync(); }

            [MqttService("right")]
            public partial interface IRight { [MqttMethod(Name = "right")] Task<int> GetAsync(); }

            [MqttService("both")]
            public partial interface IBoth : ILeft, IRight { }

            public sealed class Both : IBoth
            {
                Task<int> ILeft.GetAsync() => Task.FromResult(1);
                Task<int> IRight.GetAsync() => Task.FromResult(2);
            }

            public static class Program
            {
                public static object Service() => new Both();
                public static async Task<object?> RunAsync(RpcInvoker rpc)
                {
                    IBoth both = new BothClient(rpc);
                    return (await ((ILeft)both).GetAsync(), await ((IRight)both).GetAsync()).ToString();
                }
            }
            """, "IBoth");

        Assert.Equal("(1, 2)", await program.RunAsync());
        Assert.Equal(["both/left", "both/right"], program.Loopback.Calls.Select(call => call.Topic));
    }
}
