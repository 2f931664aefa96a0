using TypedMqttRpc.Network;
using TypedMqttRpc.Topics;

namespace TypedMqttRpc.Serving;

/// <summary>What a user holds while something is served, and disposes to end it.</summary>
internal sealed class ServedHandle(RpcServer server, SessionKeeper keeper, ServedRoute route, string[] filters, string[] subscriptions, string? announcement) : IAsyncDisposable
{
    /// <summary>All together leave half a second of the two that ending a connection may take.</summary>
    private static readonly TimeSpan UnsubscribeLimit = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan DrainLimit = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan CancelLimit = TimeSpan.FromMilliseconds(200);

    private int _disposed;

    public bool IsDisposed => Volatile.Read(ref _disposed) != 0;

    /// <summary>What is served, as a log names it.</summary>
    public string Name => route.Handlers.Name;

    /// <summary>The contract; <see langword="null"/> for a route.</summary>
    public MqttService? Service => route.Handlers.Service;

    /// <summary>The filters, without the group.</summary>
    public IReadOnlyList<string> Filters => filters;

    /// <summary>Whether members of a group share what a filter brings.</summary>
    public bool IsShared(int filter) => TopicFilter.IsShared(subscriptions[filter]);

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        using var limit = new CancellationTokenSource(UnsubscribeLimit, server.Time);
        try
        {
            if (announcement is not null && server.Announcer is { } announcer)
            {
                await announcer.RemoveAsync(announcement).WaitAsync(limit.Token).ConfigureAwait(false);
            }

            await keeper.UnsubscribeAsync(subscriptions, limit.Token).ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            // The broker does not answer, or is gone; what still comes is refused below.
            ServingLog.NotUnsubscribed(server.Log, route.Handlers.Name, failure.Message);
        }

        await route.StopAsync(DrainLimit, CancelLimit).ConfigureAwait(false);
        server.Router.Remove(filters);
        ServingLog.Stopped(server.Log, route.Handlers.Name);
    }
}
