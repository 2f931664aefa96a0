using Microsoft.Extensions.Logging;

namespace TypedMqttRpc.Network;

/// <summary>The filters that a connection subscribes to, now and again after every reconnect.</summary>
/// <remarks>A broker that says it kept the session may still have lost the subscriptions, so they are always made again.</remarks>
internal sealed class SubscriptionSet(ILogger log)
{
    /// <summary>Some brokers take no more in one SUBSCRIBE.</summary>
    private const int FiltersPerPacket = 8;

    private readonly SemaphoreSlim _oneAtATime = new(1, 1);
    private readonly Dictionary<string, MqttSubscription> _subscriptions = [];

    /// <summary>The filter without which the connection is of no use: a refusal ends the attempt to connect.</summary>
    public MqttSubscription? Essential { get; init; }

    public int Count => _subscriptions.Count;

    /// <exception cref="RpcException">The broker refuses.</exception>
    /// <exception cref="MqttConnectionLostException">The connection ended.</exception>
    public async Task AddAsync(IMqttSession session, MqttSubscription subscription, CancellationToken cancellationToken)
    {
        await _oneAtATime.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            IReadOnlyList<MqttReasonCode> answers = await session.SubscribeAsync([subscription], cancellationToken).ConfigureAwait(false);
            if (SubscribeRefusal.Find(subscription, answers[0]) is { } problem)
            {
                throw new RpcException(answers[0] == MqttReasonCode.NotAuthorized ? RpcStatus.PermissionDenied : RpcStatus.Unavailable, problem)
                {
                    BrokerReason = answers[0],
                    Execution = RpcExecution.NotExecuted,
                };
            }

            _subscriptions[subscription.Filter] = subscription;
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    public async Task RemoveAsync(IMqttSession? session, IReadOnlyList<string> filters, CancellationToken cancellationToken)
    {
        await _oneAtATime.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            foreach (string filter in filters)
            {
                _subscriptions.Remove(filter);
            }

            if (session is not null)
            {
                await session.UnsubscribeAsync(filters, cancellationToken).ConfigureAwait(false);
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
    public async Task RestoreAsync(IMqttSession session, CancellationToken cancellationToken)
    {
        await _oneAtATime.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            IEnumerable<MqttSubscription> all = Essential is { } essential ? _subscriptions.Values.Prepend(essential) : _subscriptions.Values;
            foreach (MqttSubscription[] batch in all.Chunk(FiltersPerPacket))
            {
                IReadOnlyList<MqttReasonCode> answers = await session.SubscribeAsync(batch, cancellationToken).ConfigureAwait(false);
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
