using System.Collections.Concurrent;

namespace TypedMqttRpc.Faults.Ledger;

/// <summary>Tasks that failed without anybody looking.</summary>
internal static class UnobservedExceptions
{
    private static readonly ConcurrentQueue<Exception> Seen = new();

    public static void Watch() => TaskScheduler.UnobservedTaskException += static (_, unobserved) =>
    {
        Seen.Enqueue(unobserved.Exception);
        unobserved.SetObserved();
    };

    /// <summary>Those since the last time; to be called after a collection.</summary>
    public static IReadOnlyList<Exception> Take()
    {
        List<Exception> taken = [];
        while (Seen.TryDequeue(out Exception? exception))
        {
            taken.Add(exception);
        }

        return taken;
    }
}
