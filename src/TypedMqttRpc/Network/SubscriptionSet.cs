using Microsoft.Extensions.Logging;
using TypedMqttRpc.Topics;

namespace TypedMqttRpc.Network;

/// <summary>The filters that a connection subscribes to, now and again after every reconnect.</summary>
/// <remarks>A broker that says it kept the session may still have lost the subscriptions, so they are always made again.</remarks>
internal sealed class SubscriptionSet(ILogger log)
{
    /// <summary>Some brokers take no more in one SUBSCRIBE.</summary>
    private const int FiltersPerPacket = 8;

    private readonly SemaphoreSlim _oneAtATime = new(1, 1);
    private readonly Lock _lock = new();
    private readonly Dictionary<string, MqttSubscription> _subscriptions = [];

    /// <summary>What ended without the broker's word for it: a session that it kept would still have them.</summary>
    private readonly HashSet<string> _unconfirmed = [];

    /// <summary>The connection that has, or is being given, the subscriptions; it may be lost already.</summary>
    private LiveSession? _session;

    /// <summary>The filter without which the connection is of no use: a refusal ends the attempt to connect.</summary>
    public MqttSubscription? Essential { get; init; }

    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _subscriptions.Count;
            }
        }
    }

    /// <summary>Adds all or none.</summary>
    /// <exception cref="RpcException">The broker refuses one.</exception>
    /// <exception cref="MqttConnectionLostException">The connection ended.</exception>
    public async Task AddAsync(LiveSession session, IReadOnlyList<MqttSubscription> subscriptions, CancellationToken cancellationToken)
    {
        await _oneAtATime.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            IReadOnlyList<MqttReasonCode> answers = await SubscribeAsync(session, subscriptions, cancellationToken).ConfigureAwait(false);
            for (int i = 0; i < answers.Count; i++)
            {
                if (SubscribeRefusal.Find(subscriptions[i], answers[i]) is { } problem)
                {
                    await session.UnsubscribeAsync([.. subscriptions.Select(subscription => subscription.Filter)], cancellationToken).ConfigureAwait(false);
                    throw new RpcException(answers[i] == MqttReasonCode.NotAuthorized ? RpcStatus.PermissionDenied : RpcStatus.Unavailable, problem)
                    {
                        BrokerReason = answers[i],
                        Execution = RpcExecution.NotExecuted,
                        EndedCall = true,
                    };
                }
            }

            lock (_lock)
            {
                foreach (MqttSubscription subscription in subscriptions)
                {
                    _subscriptions[subscription.Filter] = subscription;
                }
            }
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    /// <summary>No later connection will have them, whatever becomes of the wait; the present one ends them before this returns.</summary>
    /// <exception cref="OperationCanceledException">The broker did not answer in time.</exception>
    public async Task RemoveAsync(IReadOnlyList<string> filters, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            foreach (string filter in filters)
            {
                _subscriptions.Remove(filter);
                _unconfirmed.Add(filter);
            }
        }

        // A connection that is just being restored may have got them a moment ago.
        await _oneAtATime.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_session is { } session)
            {
                await session.UnsubscribeAsync(filters, cancellationToken).ConfigureAwait(false);
                Confirm(filters);
            }
        }
        catch (MqttConnectionLostException)
        {
            // The next connection is made without them.
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    /// <exception cref="MqttConnectException">The broker refuses the essential one.</exception>
    /// <exception cref="MqttConnectionLostException">The connection ended.</exception>
    public async Task RestoreAsync(LiveSession session, CancellationToken cancellationToken)
    {
        await _oneAtATime.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            _session = session;
            if (Unconfirmed() is { Length: > 0 } ended)
            {
                await session.UnsubscribeAsync(ended, cancellationToken).ConfigureAwait(false);
                Confirm(ended);
            }

            foreach (MqttSubscription[] batch in Snapshot().Chunk(FiltersPerPacket))
            {
                IReadOnlyList<MqttReasonCode> answers = await SubscribeAsync(session, batch, cancellationToken).ConfigureAwait(false);
                for (int i = 0; i < batch.Length; i++)
                {
                    Check(batch[i], answers[i]);
                }
            }
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    private void Confirm(IReadOnlyList<string> filters)
    {
        lock (_lock)
        {
            _unconfirmed.ExceptWith(filters);
        }
    }

    private string[] Unconfirmed()
    {
        lock (_lock)
        {
            _unconfirmed.ExceptWith(_subscriptions.Keys);
            return [.. _unconfirmed];
        }
    }

    private MqttSubscription[] Snapshot()
    {
        lock (_lock)
        {
            return Essential is { } essential ? [essential, .. _subscriptions.Values] : [.. _subscriptions.Values];
        }
    }

    /// <summary>Asking a broker without shared subscriptions for one is a protocol error that ends the connection, so it is not asked.</summary>
    private static async Task<IReadOnlyList<MqttReasonCode>> SubscribeAsync(
        LiveSession session, IReadOnlyList<MqttSubscription> subscriptions, CancellationToken cancellationToken)
    {
        if (session.Limits.SharedSubscriptions || !subscriptions.Any(subscription => TopicFilter.IsShared(subscription.Filter)))
        {
            return await session.SubscribeAsync(subscriptions, cancellationToken).ConfigureAwait(false);
        }

        MqttSubscription[] plain = [.. subscriptions.Where(subscription => !TopicFilter.IsShared(subscription.Filter))];
        IReadOnlyList<MqttReasonCode> answers = plain.Length == 0 ? [] : await session.SubscribeAsync(plain, cancellationToken).ConfigureAwait(false);
        int next = 0;
        return [.. subscriptions.Select(subscription =>
            TopicFilter.IsShared(subscription.Filter) ? MqttReasonCode.SharedSubscriptionsNotSupported : answers[next++])];
    }

    private void Check(MqttSubscription subscription, MqttReasonCode answer)
    {
        if (SubscribeRefusal.Find(subscription, answer) is not { } problem)
        {
            return;
        }

        if (subscription == Essential)
        {
            throw new MqttConnectException(problem, answer, isPermanent: answer == MqttReasonCode.NotAuthorized);
        }

        NetworkLog.SubscriptionRefused(log, subscription.Filter, problem);
    }
}
