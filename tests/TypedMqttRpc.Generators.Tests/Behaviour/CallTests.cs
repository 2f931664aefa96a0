using System.Runtime.CompilerServices;

namespace TypedMqttRpc.Generators.Tests.Behaviour;

/// <summary>What a generated client passes on, and what arrives at the implementation.</summary>
public class CallTests
{
    [Fact]
    public async Task A_call_reaches_the_implementation_and_comes_back()
    {
        GeneratedProgram program = new("""
            [MqttService("demo/{place}/greeter")]
            public partial interface IGreeter
            {
                Task<string> HelloAsync(string name, int times = 1, CancellationToken cancellationToken = default);
                ValueTask<string?> NobodyAsync();
                Task RestAsync(CancellationToken stop);
                [MqttMethod(OneWay = true)] ValueTask WaveAsync(string name);
            }

            public sealed class Greeter : IGreeter
            {
                public string Waved = "";
                public Task<string> HelloAsync(string name, int times, CancellationToken cancellationToken) => Task.FromResult($"Hello, {name}! x{times}");
                public ValueTask<string?> NobodyAsync() => new((string?)null);
                public Task RestAsync(CancellationToken stop) => stop.CanBeCanceled ? Task.CompletedTask : Task.FromException(new InvalidOperationException());
                public async ValueTask WaveAsync(string name) { await Task.Yield(); Waved += name; }
            }

            public static class Program
            {
                private static readonly Greeter Instance = new();
                public static object Service() => Instance;
                public static async Task<object?> RunAsync(RpcInvoker rpc)
                {
                    using CancellationTokenSource stop = new();
                    GreeterClient client = new(rpc, place: "london");
                    string hello = await client.HelloAsync("Ada", cancellationToken: stop.Token);
                    string? nobody = await client.NobodyAsync();
                    await client.RestAsync(stop.Token);
                    await client.WaveAsync("Bob");
                    return hello + nobody + Instance.Waved;
                }
            }
            """, "IGreeter");

        Assert.Equal("Hello, Ada! x1Bob", await program.RunAsync());

        List<RecordedCall> calls = program.Loopback.Calls;
        Assert.Equal(["demo/london/greeter/hello", "demo/london/greeter/nobody", "demo/london/greeter/rest", "demo/london/greeter/wave"], calls.Select(call => call.Topic));
        Assert.Equal(["[\"Ada\",1]", "[]", "[]", "[\"Bob\"]"], calls.Select(call => call.Json));
        Assert.Equal([true, false, true, false], calls.Select(call => call.CancellationToken.CanBeCanceled));
        Assert.Equal(["Ada", 1], Elements(calls[0].Request));
        Assert.Equal("Bob", calls[3].Request);
        Assert.True(calls[3].Method.OneWay);
        Assert.Equal([false, true, false, false], calls.Select(call => call.Method.ReturnsNull));
    }

    [Fact]
    public async Task Tokens_travel_in_the_topic_and_not_in_the_payload()
    {
        GeneratedProgram program = new("""
            public enum Floor { Ground, First }

            [MqttService("home/{floor}/{room}/{device}/{slot}")]
            public partial interface IDevices
            {
                Task<string> GetAsync(double value, Floor floor, Guid room, string device, short slot, int priority = 3);
                Task<string> OneAsync(Floor floor, Guid room, string device, short slot);
            }

            public sealed class Devices : IDevices
            {
                public Task<string> GetAsync(double value, Floor floor, Guid room, string device, short slot, int priority) => Task.FromResult(FormattableString.Invariant($"{value} {floor} {room:N} {device} {slot} {priority}"));
                public Task<string> OneAsync(Floor floor, Guid room, string device, short slot) => GetAsync(0, floor, room, device, slot, 0);
            }

            public static class Program
            {
                public static object Service() => new Devices();
                public static async Task<object?> RunAsync(RpcInvoker rpc)
                {
                    IDevices client = rpc.CreateClient<IDevices>();
                    return await client.GetAsync(1.5, Floor.First, Guid.Empty, "d1", -2) + "; " + await client.OneAsync(Floor.Ground, Guid.Empty, "d2", 7);
                }
            }
            """, "IDevices");

        Assert.Equal("1.5 First 00000000000000000000000000000000 d1 -2 3; 0 Ground 00000000000000000000000000000000 d2 7 0", await program.RunAsync());

        Assert.Equal("home/First/00000000-0000-0000-0000-000000000000/d1/-2/get", program.Loopback.Calls[0].Topic);
        Assert.Equal(["[1.5,3]", "[]"], program.Loopback.Calls.Select(call => call.Json));
        Assert.Equal(["floor", "room", "device", "slot"], program.Loopback.Calls[0].Method.TokenParameters);
    }

    [Fact]
    public async Task A_client_with_options_is_a_client_of_the_same_service()
    {
        GeneratedProgram program = new("""
            [MqttService("lamps/{id}")]
            public partial interface ILamp { Task OnAsync(); }

            public sealed class Lamp : ILamp { public Task OnAsync() => Task.CompletedTask; }

            public static class Program
            {
                public static object Service() => new Lamp();
                public static async Task<object?> RunAsync(RpcInvoker rpc)
                {
                    ILamp lamp = new LampClient(rpc, "7");
                    ILamp tuned = lamp.WithTimeout(TimeSpan.FromSeconds(1)).WithHeader("tenant", "acme");
                    await tuned.OnAsync();
                    await lamp.OnAsync();
                    return tuned is LampClient;
                }
            }
            """, "ILamp");

        Assert.Equal(true, await program.RunAsync());

        Assert.Equal(["lamps/7/on", "lamps/7/on"], program.Loopback.Calls.Select(call => call.Topic));
        Assert.Equal(TimeSpan.FromSeconds(1), program.Loopback.Calls[0].Options.Timeout);
        Assert.Equal("acme", program.Loopback.Calls[0].Options.Headers?["tenant"]);
        Assert.Null(program.Loopback.Calls[1].Options.Timeout);
    }

    [Fact]
    public async Task The_settings_of_a_contract_are_in_its_descriptors()
    {
        GeneratedProgram program = new("""
            [MqttService("lamps", Name = "lamp-service", Group = "lamps", IdentifyCaller = true)]
            public partial interface ILamp
            {
                [MqttMethod(Name = "switch-on", Idempotent = true, TimeoutMs = 250, Qos = 0, MaxRequestBytes = 9), RpcFault(typeof(string)), RpcFault(typeof(int), Name = "number")]
                Task OnAsync();
            }

            public sealed class Lamp : ILamp { public Task OnAsync() => Task.CompletedTask; }

            public static class Program
            {
                public static object Service() => new Lamp();
                public static async Task<object?> RunAsync(RpcInvoker rpc) { await new LampClient(rpc).OnAsync(); return null; }
            }
            """, "ILamp");
        await program.RunAsync();

        MqttMethod method = program.Loopback.Calls.Single().Method;
        Assert.Equal(("lamp-service", "lamps", true, "lamps"), (method.Service.Name, method.Service.Group, method.Service.IdentifyCaller, method.Service.Template));
        Assert.Equal(("switch-on", true, 0, 9, 0), (method.Name, method.Idempotent, method.Qos, method.MaxRequestBytes, method.ArgumentCount));
        Assert.Equal(TimeSpan.FromMilliseconds(250), method.Timeout);
        Assert.Equal(["String", "number"], method.Faults.Select(fault => fault.Name));
    }

    private static IEnumerable<object?> Elements(object? tuple)
    {
        var elements = Assert.IsAssignableFrom<ITuple>(tuple);
        return Enumerable.Range(0, elements.Length).Select(i => elements[i]);
    }
}
