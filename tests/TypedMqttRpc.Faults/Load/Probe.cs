using System.Collections.Concurrent;
using TypedMqttRpc.Faults.Ledger;

namespace TypedMqttRpc.Faults.Load;

/// <summary>Serves the probes and writes down what ran.</summary>
internal sealed class Probe(IServerLedger ledger) : IProbe, IGroupProbe, ISecureProbe
{
    public const string Secret = "connection-string-Password=hunter2";

    private readonly ManualResetEventSlim _block = new();
    private int _blocked;

    /// <summary>What <see cref="NestAsync"/> calls.</summary>
    public IProbe? Self { get; set; }

    /// <summary>The ids of calls whose token fired while they ran.</summary>
    public ConcurrentDictionary<long, bool> Cancelled { get; } = new();

    /// <summary>The ids of calls that wait for their token, or did.</summary>
    public ConcurrentDictionary<long, bool> Waited { get; } = new();

    /// <summary>How many handlers block a thread now.</summary>
    public int Blocked => Volatile.Read(ref _blocked);

    /// <summary>When set, handlers begin and never end before this does.</summary>
    public Task? Hang { get; set; }

    public ValueTask<long> OnceAsync(long id, long nonce, int workMs, CancellationToken cancellationToken = default) =>
        RunAsync(id, nonce, workMs, cancellationToken);

    public ValueTask<long> RepeatableAsync(long id, long nonce, int workMs, CancellationToken cancellationToken = default) =>
        RunAsync(id, nonce, workMs, cancellationToken);

    public ValueTask<long> FailFastAsync(long id, long nonce, int workMs, CancellationToken cancellationToken = default) =>
        RunAsync(id, nonce, workMs, cancellationToken);

    public ValueTask<long> FailAsync(long id, long nonce, CancellationToken cancellationToken = default)
    {
        ledger.Executed(id);
        throw new InvalidOperationException(Secret);
    }

    public async ValueTask<int> NestAsync(int depth, CancellationToken cancellationToken = default) =>
        depth == 0 ? 0 : 1 + await Self!.NestAsync(depth - 1, cancellationToken);

    public ValueTask BlockAsync(CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _blocked);
        _block.Wait(CancellationToken.None);
        Interlocked.Decrement(ref _blocked);
        return ValueTask.CompletedTask;
    }

    public async ValueTask WaitAsync(long id, CancellationToken cancellationToken = default)
    {
        Waited[id] = true;
        try
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }
        finally
        {
            Cancelled[id] = true;
        }
    }

    public ValueTask<byte[]> BlobAsync(byte[] data, int answerSize, CancellationToken cancellationToken = default) => new(new byte[answerSize]);

    public void Unblock() => _block.Set();

    private async ValueTask<long> RunAsync(long id, long nonce, int workMs, CancellationToken cancellationToken)
    {
        // Before anything else: a server that is killed while it works has run the call all the same.
        ledger.Executed(id);
        if (Hang is { } hang)
        {
            await hang.WaitAsync(cancellationToken);
        }

        if (workMs > 0)
        {
            await Task.Delay(workMs, cancellationToken);
        }

        return Nonce.Answer(id, nonce);
    }
}
