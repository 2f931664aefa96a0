using TypedMqttRpc.Network;

namespace TypedMqttRpc.Serving;

/// <summary>What a user holds while something is served, and disposes to end it.</summary>
internal sealed class ServedHandle(RpcServer server, SessionKeeper keeper, ServedRoute route, string[] filters, string[] subscriptions) : IAsyncDisposable
{
    /// <summary>All three together leave the connection 400 ms to say goodbye, of the two seconds that ending may take.</summary>
    private static readonly TimeSpan UnsubscribeLimit = TimeSpan.FromMilliseconds(400);
    private static readonly TimeSpan DrainLimit = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan FarewellLimit = TimeSpan.FromMilliseconds(200);

    private int _disposed;

    public bool IsDisposed => Volatile.Read(ref _disposed) != 0;

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        using var limit = new CancellationTokenSource(UnsubscribeLimit, server.Time);
        try
        {
            await keeper.UnsubscribeAsync(subscriptions, limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The broker does not answer; what still comes is refused below.
        }

        await route.StopAsync(DrainLimit, FarewellLimit).ConfigureAwait(false);
        server.Router.Remove(filters);
        ServingLog.Stopped(server.Log, route.Handlers.Name);
    }
}
