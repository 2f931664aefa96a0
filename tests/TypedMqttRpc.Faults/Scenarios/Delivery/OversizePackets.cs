using System.Diagnostics;
using TypedMqttRpc.BrokerTests.Brokers.Mosquitto;
using TypedMqttRpc.Faults.Load;
using TypedMqttRpc.Faults.Runner;

namespace TypedMqttRpc.Faults.Scenarios.Delivery;

/// <summary>Requests and answers are larger than the broker allows: the one call fails, and no connection is lost.</summary>
internal static class OversizePackets
{
    private const int Limit = 4_000;

    public static readonly Scenario Scenario = new("C-oversize", "20 requests and 20 answers of 10 kB, calls beside them", "the broker allows 4 kB: told in CONNACK, or not told", RunAsync) { Quiet = true };

    private static async Task RunAsync(Run run)
    {
        await RunAsync(run, "told", new() { MaximumPacketSize = Limit });
        await RunAsync(run, "not told", new() { MessageSizeLimit = Limit });
    }

    private static async Task RunAsync(Run run, string name, MosquittoOptions broker)
    {
        await using Cell cell = await Cell.StartAsync(broker);
        IProbe client = cell.Client(TimeSpan.FromSeconds(5));
        TimeSpan longest = TimeSpan.Zero;
        for (int i = 0; i < 20; i++)
        {
            await ExpectAsync(() => client.BlobAsync(new byte[10_000], 0), RpcExecution.NotExecuted);
            await ExpectAsync(() => client.BlobAsync([], 10_000), RpcExecution.Executed);
            await cell.CallOnceAsync(client, TimeSpan.FromSeconds(5));
        }

        int connects = cell.CallerProxy.Accepted + cell.ServerProxy.Accepted;
        run.Figure($"{name}: {longest.TotalMilliseconds:0} ms at most, connections lost {connects - 2}");
        run.Require(connects == 2, $"{name}: {connects - 2} connections were lost");
        run.Require(longest < Noise.Room(50), $"{name}: one took {longest.TotalMilliseconds:0} ms");
        await cell.CheckAsync(run, TimeSpan.FromSeconds(10), allOk: true);

        async Task ExpectAsync(Func<ValueTask<byte[]>> call, RpcExecution execution)
        {
            long begin = Stopwatch.GetTimestamp();
            try
            {
                await call();
                run.Require(false, $"{name}: 10 kB passed");
            }
            catch (RpcException error)
            {
                run.Require(error.Status == RpcStatus.PayloadTooLarge && error.Execution == execution, $"{name}: {error.Status}/{error.Execution}: {error.Message}");
            }

            TimeSpan took = Stopwatch.GetElapsedTime(begin);
            longest = took > longest ? took : longest;
        }
    }
}
