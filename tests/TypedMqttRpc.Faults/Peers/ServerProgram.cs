using TypedMqttRpc.Faults.Ledger;
using TypedMqttRpc.Faults.Load;

namespace TypedMqttRpc.Faults.Peers;

/// <summary>This program as a server in a process of its own, so that it can be killed: <c>--server uri clientId ledgerFile (probe | group)</c>.</summary>
internal static class ServerProgram
{
    public const string Ready = "serving";

    /// <summary>The line that makes it fill the shared thread pool.</summary>
    public const string Starve = "starve";

    /// <summary>For how long nothing runs on that pool.</summary>
    public static readonly TimeSpan StarvedFor = TimeSpan.FromSeconds(5);

    public static async Task<int> RunAsync(string[] arguments)
    {
        using var ledger = new LedgerFile(arguments[2]);
        await using MqttRpcConnection connection = await MqttRpcConnection.ConnectAsync(new MqttRpcOptions { Uri = arguments[0], ClientId = arguments[1] });
        var probe = new Probe(ledger);
        await using IAsyncDisposable serving = arguments[3] == "group"
            ? await connection.ServeAsync<IGroupProbe>(probe)
            : await connection.ServeAsync<IProbe>(probe);
        Console.WriteLine(Ready);

        // Ends with whoever started it: its standard input is closed then.
        while (Console.ReadLine() is { } line)
        {
            if (line == Starve)
            {
                FillPool();
            }
        }

        return 0;
    }

    /// <summary>The pool gets another thread about twice a second, so there is more work that blocks than it gets threads for.</summary>
    private static void FillPool()
    {
        long end = Environment.TickCount64 + (long)StarvedFor.TotalMilliseconds;
        for (int i = 0; i < Math.Max(32, 4 * Environment.ProcessorCount); i++)
        {
            ThreadPool.UnsafeQueueUserWorkItem(_ => Thread.Sleep((int)Math.Max(0, end - Environment.TickCount64)), null);
        }
    }
}
