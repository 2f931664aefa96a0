namespace TypedMqttRpc.Network;

/// <summary>Makes one connection after the other, each with every subscription in place.</summary>
internal sealed class Connector(IMqttNetwork network, MqttSessionOptions options, SubscriptionSet subscriptions, TimeProvider time)
{
    private static readonly TimeSpan AttemptLimit = TimeSpan.FromSeconds(5);

    private volatile bool _keepsNothing;
    private bool _hasConnected;

    /// <summary>Whether the broker keeps nothing for this client while it is away.</summary>
    public bool KeepsNothing => _keepsNothing || options.SessionExpiry == TimeSpan.Zero;

    /// <summary>How long a broker keeps a session is said in CONNECT: this holds from the next connection on.</summary>
    public void KeepNothing() => _keepsNothing = true;

    /// <exception cref="MqttConnectException">The broker refuses, or does not answer in time.</exception>
    public async Task<LiveSession> ConnectAsync(SessionLink link, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(AttemptLimit, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        LiveSession? session = null;
        try
        {
            session = new LiveSession(await network.ConnectAsync(SessionOptions(), link, stop.Token).ConfigureAwait(false));
            await subscriptions.RestoreAsync(session, stop.Token).ConfigureAwait(false);
            _hasConnected = true;
            return session;
        }
        catch (Exception failure)
        {
            if (session is not null)
            {
                await session.DisposeAsync().ConfigureAwait(false);
            }

            if (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
            {
                throw new MqttConnectException($"The broker {network.Broker} did not answer within {AttemptLimit.TotalSeconds:0} s.", innerException: failure);
            }

            throw;
        }
    }

    /// <summary>
    /// The first connect begins anew; a later one goes on with what the broker kept meanwhile. The broker keeps nothing for a member of a group,
    /// which would otherwise get its share of the requests while it is away.
    /// </summary>
    private MqttSessionOptions SessionOptions() => _keepsNothing
        ? options with { CleanStart = true, SessionExpiry = TimeSpan.Zero, Will = options.Will is { } will ? will with { Delay = TimeSpan.Zero } : null }
        : options with { CleanStart = !_hasConnected };
}
