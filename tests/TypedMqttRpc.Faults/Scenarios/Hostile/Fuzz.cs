using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Diagnostics;
using TypedMqttRpc.Faults.Peers;
using TypedMqttRpc.Faults.Runner;

namespace TypedMqttRpc.Faults.Scenarios.Hostile;

/// <summary>Very many damaged requests: each gets exactly one answer, soon, and nothing escapes.</summary>
internal static class Fuzz
{
    private const int ReceiveFailed = 104;
    private const int AnswerFailed = 313;
    private const int AtOneTime = 256;

    public static readonly Scenario Scenario = new("C-fuzz", "200,000 requests", "structure-aware damage", RunAsync) { Limit = TimeSpan.FromSeconds(90) };

    private static async Task RunAsync(Run run)
    {
        int cases = run.Count(200_000, 30_000);
        long[] sent = new long[cases];
        int[] answers = new int[cases];
        var byStatus = new ConcurrentDictionary<string, int>();
        int answered = 0;
        long longest = 0;
        using var room = new SemaphoreSlim(AtOneTime);
        var network = new DirectNetwork(message =>
        {
            if (!message.Topic.StartsWith("clients/fuzz/", StringComparison.Ordinal))
            {
                return;
            }

            int number = BinaryPrimitives.ReadInt32BigEndian(message.CorrelationData.Span);
            long took = Stopwatch.GetTimestamp() - sent[number];
            InterlockedMax(ref longest, took);
            Interlocked.Increment(ref answers[number]);
            byStatus.AddOrUpdate(message.UserProperties!.Find(static property => property.Key == "__stat").Value, 1, static (_, count) => count + 1);
            Interlocked.Increment(ref answered);
            room.Release();
        });
        using var log = new LogRecorder();

        // It remembers requests until they expire, and these are many.
        await using MqttRpcConnection server = await MqttRpcConnection.ConnectAsync(
            new MqttRpcOptions { Network = network, ClientId = "server", LoggerFactory = log, MaxRememberedCalls = cases * 4 });
        await server.ServeAsync<IVault>(new Vault());
        var mutator = new Mutator(run.Seed);
        for (int i = 0; i < cases; i++)
        {
            if (!await room.WaitAsync(TimeSpan.FromSeconds(5)))
            {
                run.Require(false, $"no answer came after request {i}");
                break;
            }

            byte[] correlation = new byte[8];
            BinaryPrimitives.WriteInt32BigEndian(correlation, i);
            sent[i] = Stopwatch.GetTimestamp();
            network.Deliver(mutator.Next(correlation));
        }

        for (int i = 0; i < 500 && Volatile.Read(ref answered) < cases; i++)
        {
            await Task.Delay(10);
        }

        double longestMs = Stopwatch.GetElapsedTime(0, longest).TotalMilliseconds;
        int unanswered = answers.Count(static count => count == 0);
        run.Figure($"seed {run.Seed}, answered {answered}: {string.Join(", ", byStatus.OrderBy(static status => status.Key).Select(static status => $"{status.Key} × {status.Value}"))}; {longestMs:0} ms at most");
        run.Require(unanswered == 0, $"{unanswered} were not answered, the first {Array.FindIndex(answers, static count => count == 0)}");
        run.Require(answers.All(static count => count <= 1), "some were answered twice");
        run.Require(longestMs < Noise.Room(100).TotalMilliseconds, $"one took {longestMs:0} ms");
        run.Require(byStatus.GetValueOrDefault("500") == 0, $"{byStatus.GetValueOrDefault("500")} failed inside the service");
        run.Require(log.CountOf(ReceiveFailed) + log.CountOf(AnswerFailed) == 0, "exceptions escaped into the library");
    }

    private static void InterlockedMax(ref long target, long value)
    {
        long seen;
        while (value > (seen = Volatile.Read(ref target)) && Interlocked.CompareExchange(ref target, value, seen) != seen)
        {
        }
    }
}
