using System.Diagnostics;
using System.Text.Json;
using TypedMqttRpc.Benchmarks.Contract;
using TypedMqttRpc.Benchmarks.Measuring;
using TypedMqttRpc.Benchmarks.Pieces;
using TypedMqttRpc.Benchmarks.Sides;

namespace TypedMqttRpc.Benchmarks.Roles;

/// <summary>Makes as many calls as a connection lets wait, weighs them, and then asks for ten times as many.</summary>
internal static class PendingRole
{
    private const int Sweeps = 2_000;

    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(1);

    public static async Task RunAsync(string uri)
    {
        MqttRpcConnection connection = await MqttRpcConnection.ConnectAsync(
            new MqttRpcOptions { Uri = uri, TopicPrefix = new SideSettings(SideTable.Typed, uri, Services: 1).TopicPrefix });
        IEcho client = connection.CreateClient<IEcho>(new TopicTokens { ["lane"] = "0" }).WithTimeout(TimeSpan.FromMinutes(1));
        Parcel parcel = Parcels.Make(Parcels.Small);
        await client.EchoAsync(parcel);
        Console.WriteLine("ready");
        ValueTask<Parcel>[] calls = new ValueTask<Parcel>[PendingReport.Asked];
        await Task.Delay(Settle);

        long before = GC.GetTotalMemory(forceFullCollection: true);
        Start(0, PendingReport.Waiting);
        await Task.Delay(Settle);
        long waiting = GC.GetTotalMemory(forceFullCollection: true) - before;

        Start(PendingReport.Waiting, PendingReport.Asked);
        Dictionary<string, int> outcomes = [];
        await CountAsync(calls, PendingReport.Waiting, PendingReport.Asked, outcomes);
        long all = GC.GetTotalMemory(forceFullCollection: true) - before;

        Console.WriteLine("waiting");
        _ = Console.ReadLine();
        await CountAsync(calls, 0, PendingReport.Waiting, outcomes);
        int refused = outcomes.GetValueOrDefault(nameof(RpcStatus.ResourceExhausted));
        int answered = outcomes.GetValueOrDefault(nameof(RpcStatus.Ok));
        Console.WriteLine(JsonSerializer.Serialize(new PendingReport((double)waiting / PendingReport.Waiting, MeasureSweep(), all, refused, PendingReport.Asked - refused - answered, answered)));

        void Start(int from, int to)
        {
            for (int i = from; i < to; i++)
            {
                calls[i] = client.HoldAsync(parcel);
            }
        }
    }

    /// <summary>The median, when the code has been compiled for speed.</summary>
    private static double MeasureSweep()
    {
        SweepPieces table = new();
        double[] times = new double[Sweeps];
        for (int i = 0; i < Sweeps; i++)
        {
            long started = Stopwatch.GetTimestamp();
            table.Sweep();
            times[i] = Stopwatch.GetElapsedTime(started).TotalMicroseconds;
        }

        return Spread.Of(times[^(Sweeps / 2)..]).Median;
    }

    private static async Task CountAsync(ValueTask<Parcel>[] calls, int from, int to, Dictionary<string, int> outcomes)
    {
        for (int i = from; i < to; i++)
        {
            string outcome;
            try
            {
                _ = await calls[i];
                outcome = nameof(RpcStatus.Ok);
            }
            catch (RpcException failure)
            {
                outcome = failure.Status.ToString();
            }

            calls[i] = default;
            outcomes[outcome] = outcomes.GetValueOrDefault(outcome) + 1;
        }
    }
}
