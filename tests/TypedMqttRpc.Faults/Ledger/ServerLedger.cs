using System.Collections.Concurrent;
using System.Diagnostics;

namespace TypedMqttRpc.Faults.Ledger;

/// <summary>The executions of a server in this process.</summary>
internal sealed class ServerLedger : IServerLedger
{
    private readonly ConcurrentDictionary<long, int> _executions = new();
    private readonly ConcurrentDictionary<long, long> _lastStart = new();

    public IReadOnlyDictionary<long, int> Executions => _executions;

    /// <summary>How often anything ran.</summary>
    public int Total => _executions.Values.Sum();

    public void Executed(long id)
    {
        _lastStart[id] = Stopwatch.GetTimestamp();
        _executions.AddOrUpdate(id, 1, static (_, count) => count + 1);
    }

    /// <summary>When an execution began last; 0 when none did.</summary>
    public long LastStart(long id) => _lastStart.GetValueOrDefault(id);
}
