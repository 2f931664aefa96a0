using TypedMqttRpc.Access;
using TypedMqttRpc.Network;
using TypedMqttRpc.Serving;
using TypedMqttRpc.Topics;

namespace TypedMqttRpc;

public sealed partial class MqttRpcConnection
{
    /// <summary>
    /// Tries which of the rights that this connection needs its broker grants: for its calls, for what it serves now, and for watching the services that
    /// it has called. Whether it may publish a request, its first call tells.
    /// </summary>
    /// <remarks>
    /// To be called when something does not work, or once at the end of an installation. Brokers grant subscriptions and then deliver nothing, so a right to read
    /// is proved by a message that the connection publishes to itself: to <c>clients/{client id}/r/_check</c>, to <c>clients/_check/r/{service}</c>,
    /// and for what it serves to the filter with <c>_check</c> in the place of wildcards. Where it may not publish there, the answer is <see cref="AccessAnswer.Unknown"/>. A broker that is set up to close the connection of a client
    /// that publishes what it must not will do that; the connection is then made again. Thread-safe.
    /// </remarks>
    /// <param name="cancellationToken">Ends the wait, which takes two seconds at most while there is a connection.</param>
    /// <exception cref="RpcException">There was no connection in time, or it was lost.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> fired.</exception>
    /// <exception cref="ObjectDisposedException">The connection is disposed.</exception>
    public async Task<AccessReport> CheckAccessAsync(CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_closing, this);
        using var limit = new CancellationTokenSource(_settings.ConnectTimeout, _settings.Time);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            AccessReport tried = await _access.RunAsync(Probes(), ended.Token).ConfigureAwait(false);
            return new([.. tried.Findings, .. await AnnouncementsAsync().WaitAsync(ended.Token).ConfigureAwait(false), .. WatchedAnnouncements()]);
        }
        catch (Exception lost) when (lost is MqttConnectionLostException || (lost is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new RpcException(RpcStatus.Unavailable, $"The rights at {Broker} could not be tried: {_keeper.LastFailure?.Message ?? lost.Message}", lost) { EndedCall = true };
        }
    }

    private IEnumerable<AccessProbe> Probes()
    {
        yield return AccessProbe.Responses(ClientId);
        if (_settings.Presence)
        {
            yield return AccessProbe.Departures(TopicPrefix, ClientId, isWatching: _caller.Watch.Watched.Any());
        }

        ServedHandle[] served;
        lock (_lock)
        {
            served = [.. _served.Where(static handle => !handle.IsDisposed)];
        }

        foreach (string service in served.Select(static handle => handle.Service?.Name).OfType<string>().Distinct(StringComparer.Ordinal))
        {
            yield return AccessProbe.Answers(service);
        }

        foreach (ServedHandle handle in served)
        {
            for (int i = 0; i < handle.Filters.Count; i++)
            {
                // To try a topic without wildcards would be a request to whoever else serves it.
                if (handle.Service is null && handle.Filters[i].AsSpan().IndexOfAny('+', '#') < 0)
                {
                    continue;
                }

                yield return AccessProbe.Requests(handle.Filters[i], handle.Name, handle.IsShared(i));
            }
        }
    }

    private async Task<IEnumerable<AccessFinding>> AnnouncementsAsync() => _server.Announcer is { } announcer
        ? (await announcer.AnnounceAgainAsync().ConfigureAwait(false)).Select(static announced => new AccessFinding(
            announced.IsTaken ? AccessAnswer.Allowed : AccessAnswer.Forbidden, AccessRight.Write, announced.Topic, "that it serves this, by which callers learn of its end"))
        : [];

    private IEnumerable<AccessFinding> WatchedAnnouncements() => _caller.Watch.Watched.Select(watched => new AccessFinding(
        watched.HasHeard ? AccessAnswer.Allowed : AccessAnswer.Unknown,
        AccessRight.Read,
        ServiceTopics.AnnouncementFilter(TopicPrefix, watched.Service),
        watched.HasHeard ? "who serves what it calls" : "who serves what it calls (nothing has come: nobody announces it, or this client may not read it)"));
}
