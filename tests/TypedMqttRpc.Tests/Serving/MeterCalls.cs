using System.Collections.Concurrent;
using TypedMqttRpc.Network;
using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Tests.Serving;

/// <summary>
/// A caller and its network in one, which make no garbage: so many calls under way, each in a slot of its own, whose next call begins when its answer is
/// there. What a request's memory points to is overwritten as soon as the server has been handed it.
/// </summary>
/// <param name="method">What is called.</param>
/// <param name="qos">The quality of service.</param>
/// <param name="slots">How many calls are under way.</param>
/// <param name="acknowledgements">The publishes that wait for their acknowledgement; <see langword="null"/> when each is acknowledged at once.</param>
internal sealed class MeterCalls(string method, int qos, int slots, BlockingCollection<IPublishCompletion>? acknowledgements = null) : IMqttNetwork
{
    private static readonly byte[] Arguments = [0x92, 20, 22];

    private readonly byte[] _payload = new byte[Arguments.Length];
    private readonly byte[] _correlation = new byte[CorrelationData.Length];
    private readonly uint[] _generations = new uint[slots];
    private readonly int[] _answered = new int[slots];
    private IMqttReceiver? _receiver;
    private int _wrong;

    public string Broker => "no broker";

    /// <summary>Answers that were not 42, or not of the call that waited.</summary>
    public int Wrong => Volatile.Read(ref _wrong);

    public Task<IMqttSession> ConnectAsync(MqttSessionOptions options, IMqttReceiver receiver, CancellationToken cancellationToken)
    {
        _receiver = receiver;
        return Task.FromResult<IMqttSession>(new Session(this));
    }

    /// <summary>Makes so many calls and waits for the last answer.</summary>
    public void Run(int calls)
    {
        MqttMessage request = new()
        {
            Topic = $"meters/7/{method}",
            ResponseTopic = "clients/caller/r/Meter",
            ContentType = "application/vnd.msgpack",
            Qos = qos,
            ExpirySeconds = 10,
            Payload = _payload,
            CorrelationData = _correlation,
        };
        for (int i = 0; i < calls; i++)
        {
            int slot = i % slots;
            WaitFor(slot);
            Arguments.CopyTo(_payload, 0);
            new CorrelationData(Life: 9, slot, ++_generations[slot], Secret: (ulong)i).Write(_correlation, asText: false);
            _receiver!.OnMessage(request);
            _payload.AsSpan().Fill(0xC1);
            _correlation.AsSpan().Fill(0xFF);
        }

        for (int slot = 0; slot < slots; slot++)
        {
            WaitFor(slot);
        }
    }

    private void WaitFor(int slot)
    {
        SpinWait spin = default;
        while (Volatile.Read(ref _answered[slot]) != (int)_generations[slot])
        {
            spin.SpinOnce(sleep1Threshold: -1);
        }
    }

    private void OnAnswer(in MqttMessage answer)
    {
        if (!CorrelationData.TryRead(answer.CorrelationData.Span, out CorrelationData call)
            || answer.UserProperties is not [{ Key: "__stat", Value: "200" }] || answer.Payload.Span is not [42])
        {
            Interlocked.Increment(ref _wrong);
            return;
        }

        Volatile.Write(ref _answered[call.Slot], (int)call.Generation);
    }

    private void Acknowledge(IPublishCompletion completion)
    {
        if (acknowledgements is null)
        {
            completion.OnPublished(MqttReasonCode.Success);
        }
        else
        {
            acknowledgements.Add(completion);
        }
    }

    private sealed class Session(MeterCalls calls) : IMqttSession
    {
        public MqttBrokerLimits Limits { get; } = new() { ReceiveMaximum = 20 };

        public long ReceivedPackets => 0;

        public Task PingAsync() => Task.CompletedTask;

        public ValueTask<MqttReasonCode> PublishAsync(in MqttMessage message)
        {
            calls.OnAnswer(message);
            return new(MqttReasonCode.Success);
        }

        public void Publish(in MqttMessage message, IPublishCompletion completion)
        {
            calls.OnAnswer(message);
            calls.Acknowledge(completion);
        }

        public Task<IReadOnlyList<MqttReasonCode>> SubscribeAsync(IReadOnlyList<MqttSubscription> subscriptions, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<MqttReasonCode>>([.. subscriptions.Select(static subscription => (MqttReasonCode)subscription.Qos)]);

        public Task UnsubscribeAsync(IReadOnlyList<string> filters, CancellationToken cancellationToken) => Task.CompletedTask;

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
