namespace TypedMqttRpc.Network;

/// <summary>
/// Notices the end of a connection, whoever knows of it first: the network, which says why; the pings, which get no answer; or somebody who used it.
/// </summary>
internal sealed class LossWatch(TimeSpan keepAlive, TimeProvider time)
{
    /// <summary>Who used a connection learns of its end a moment before the network tells it, which knows more. One that never does leaves nobody waiting.</summary>
    private static readonly TimeSpan NewsLimit = TimeSpan.FromMilliseconds(500);

    private readonly Liveness _liveness = new(keepAlive, time);

    /// <summary>Ends when a connection has.</summary>
    /// <returns>Why, as a sentence without its full stop.</returns>
    public async Task<string> WhenLostAsync(LiveSession session, SessionLink link, CancellationToken cancellationToken)
    {
        using var watching = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task<string> dead = _liveness.WatchAsync(session, watching.Token);
        Task<string> useless = WhenUselessAsync(session, watching.Token);
        try
        {
            return await (await Task.WhenAny(link.Closed, dead, useless).ConfigureAwait(false)).ConfigureAwait(false);
        }
        finally
        {
            await watching.CancelAsync().ConfigureAwait(false);
        }
    }

    private async Task<string> WhenUselessAsync(LiveSession session, CancellationToken cancellationToken)
    {
        string reason = await session.Lost.WaitAsync(cancellationToken).ConfigureAwait(false);
        await Task.Delay(NewsLimit, time, cancellationToken).ConfigureAwait(false);
        return reason;
    }
}
