using System.Text.Json;
using TypedMqttRpc.Benchmarks.Features;
using TypedMqttRpc.Benchmarks.Processes;
using TypedMqttRpc.Tests.Serving;

namespace TypedMqttRpc.Benchmarks.Roles;

/// <summary>Lets typed calls with everything on and bare ones take turns in one process.</summary>
internal static class FeatureRole
{
    private const int WarmUps = 2;

    /// <summary>The runtime compiles for speed beside the calls: shorter, and half of them run in code that is still being watched.</summary>
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan Ramp = TimeSpan.FromMilliseconds(50);
    private static readonly byte[] Arguments = [0x92, 20, 22];

    /// <summary>Measures once for each line it reads, and answers with what it found.</summary>
    public static async Task RunAsync(TimeSpan window)
    {
        CallLoops typed = new(await ConnectTypedAsync());
        CallLoops bare = new(await ConnectBareAsync());
        for (int i = 0; i < WarmUps; i++)
        {
            typed.Measure(Ramp, WarmUp);
            bare.Measure(Ramp, WarmUp);
        }

        Console.WriteLine("ready");
        for (int i = 0; Console.ReadLine() is not null; i++)
        {
            // Each comes first every other time.
            ProcessCost? first = i % 2 == 0 ? null : bare.Measure(Ramp, window);
            ProcessCost all = typed.Measure(Ramp, window);
            Console.WriteLine(JsonSerializer.Serialize(new FeatureCosts(all, first ?? bare.Measure(Ramp, window))));
        }
    }

    private static async Task<Func<ValueTask<int>>> ConnectTypedAsync()
    {
        (LoopbackNetwork callers, LoopbackNetwork servers) = LoopbackNetwork.MakePair();

        // Without announcements, which are no part of a call.
        MqttRpcConnection server = await MqttRpcConnection.ConnectAsync(new MqttRpcOptions { ClientId = "server", Network = servers, Presence = false });
        MqttRpcConnection caller = await MqttRpcConnection.ConnectAsync(new MqttRpcOptions { ClientId = "caller", Network = callers, Presence = false });
        await server.ServeAsync<IMeter>(new Meter());
        IMeter meter = caller.CreateClient<IMeter>(new TopicTokens { ["meterId"] = "7" });
        CancellationToken never = new CancellationTokenSource().Token;
        return () => meter.AddAsync(20, 22, never);
    }

    private static async Task<Func<ValueTask<int>>> ConnectBareAsync()
    {
        (LoopbackNetwork callers, LoopbackNetwork servers) = LoopbackNetwork.MakePair();
        await new BareServer().ConnectAsync(servers);
        BareCaller caller = new();
        await caller.ConnectAsync(callers);
        return () => caller.CallAsync(Arguments);
    }
}
