using System.Diagnostics;

namespace TypedMqttRpc.Faults.Ledger;

/// <summary>One call as its caller saw it.</summary>
internal sealed class CallRecord(long id, bool idempotent, TimeSpan deadline)
{
    private long _ended;

    public long Id => id;

    public bool Idempotent => idempotent;

    public TimeSpan Deadline => deadline;

    public long Started { get; } = Stopwatch.GetTimestamp();

    public long EndedAt => Volatile.Read(ref _ended);

    public bool HasEnded => EndedAt != 0;

    /// <summary>How often it ended; more than once would be as wrong as never.</summary>
    public int Ends { get; private set; }

    public bool Ok { get; private set; }

    public bool NonceMatches { get; private set; }

    /// <summary>What it failed with; <see langword="null"/> when it succeeded.</summary>
    public Exception? Error { get; private set; }

    public RpcStatus? Status => (Error as RpcException)?.Status;

    /// <summary>What the error says of the execution; a cancellation says nothing.</summary>
    public RpcExecution? Execution => Error is RpcException error ? error.Execution : null;

    public TimeSpan Took => Stopwatch.GetElapsedTime(Started, EndedAt);

    public TimeSpan Overrun => Took - deadline;

    public void Succeed(bool nonceMatches)
    {
        Ok = true;
        NonceMatches = nonceMatches;
        End();
    }

    public void Fail(Exception error)
    {
        Error = error;
        End();
    }

    private void End()
    {
        Ends++;
        Volatile.Write(ref _ended, Stopwatch.GetTimestamp());
    }
}
