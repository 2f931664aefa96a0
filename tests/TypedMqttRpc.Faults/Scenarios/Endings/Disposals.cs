using System.Collections.Concurrent;
using System.Diagnostics;
using TypedMqttRpc.Faults.Load;
using TypedMqttRpc.Faults.Runner;

namespace TypedMqttRpc.Faults.Scenarios.Endings;

/// <summary>Connections are disposed at random moments, with and without a broker, while they call and serve.</summary>
internal static class Disposals
{
    private const int AtOneTime = 10;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    public static readonly Scenario Scenario = new("C-dispose", "500 connections that serve and call", "disposed at a random moment, half of them with the broker down", RunAsync) { Limit = TimeSpan.FromSeconds(90) };

    private static async Task RunAsync(Run run)
    {
        int half = run.Count(250, 40);
        await using Cell cell = await Cell.StartAsync();
        ConcurrentBag<TimeSpan> took = [];
        ConcurrentDictionary<string, int> ends = [];
        await Parallel.ForEachAsync(Enumerable.Range(0, half), Bounded(AtOneTime), async (i, _) => await DisposeAsync(await MakeAsync(cell, i), took, ends));

        // Made while the broker is there, disposed while it is not.
        ConcurrentBag<Disposable> made = [];
        await Parallel.ForEachAsync(Enumerable.Range(half, half), Bounded(AtOneTime), async (i, _) => made.Add(await MakeAsync(cell, i)));
        cell.Broker.Kill();
        await Parallel.ForEachAsync(made, Bounded(50), async (one, _) => await DisposeAsync(one, took, ends));

        run.Figure($"disposed {took.Count}, {took.Max().TotalMilliseconds:0} ms at most; calls ended {string.Join(", ", ends.OrderBy(static end => end.Key).Select(static end => $"{end.Key} {end.Value}"))}");
        run.Require(took.Count == half * 2, $"{took.Count} of {half * 2} were disposed");
        run.Require(took.Max() <= Limit + TimeSpan.FromMilliseconds(250), $"one took {took.Max().TotalMilliseconds:0} ms");
        run.Require(!ends.ContainsKey("hung"), "calls never ended");
        run.Require(!ends.Keys.Any(static end => end.StartsWith("wrong", StringComparison.Ordinal)), "calls ended in a way that is not typed");
    }

    private static ParallelOptions Bounded(int degree) => new() { MaxDegreeOfParallelism = degree };

    private static async Task<Disposable> MakeAsync(Cell cell, int number)
    {
        MqttRpcConnection connection = await MqttRpcConnection.ConnectAsync(new MqttRpcOptions { Uri = cell.Broker.Uri, ClientId = $"mortal-{number}" });
        if (number % 2 == 0)
        {
            await connection.RouteAsync($"mortal/{number}", static (_, _) => new ValueTask<RpcReply>(RpcReply.Empty));
        }

        IProbe client = connection.CreateClient<IProbe>().WithOptions(static options => options with { Timeout = TimeSpan.FromSeconds(8) });
        return new Disposable(connection, [.. Enumerable.Range(0, 5).Select(i => client.OnceAsync(number, 0, i * 20).AsTask())]);
    }

    private static async Task DisposeAsync(Disposable one, ConcurrentBag<TimeSpan> took, ConcurrentDictionary<string, int> ends)
    {
        await Task.Delay(Random.Shared.Next(0, 60));
        long begin = Stopwatch.GetTimestamp();
        await one.Connection.DisposeAsync();
        took.Add(Stopwatch.GetElapsedTime(begin));
        foreach (Task<long> call in one.Calls)
        {
            ends.AddOrUpdate(await DescribeAsync(call), 1, static (_, count) => count + 1);
        }
    }

    private static async Task<string> DescribeAsync(Task<long> call)
    {
        try
        {
            await call.WaitAsync(Limit);
            return "ok";
        }
        catch (TimeoutException)
        {
            return "hung";
        }
        catch (RpcException error)
        {
            return $"{error.Status}";
        }
        catch (Exception error)
        {
            return $"wrong {error.GetType().Name}";
        }
    }

    private sealed record Disposable(MqttRpcConnection Connection, Task<long>[] Calls);
}
