using System.Collections.Concurrent;
using TypedMqttRpc.Network;
using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Benchmarks.Features;

/// <summary>Adds two bytes for everybody who asks, on the thread pool, and knows nothing of methods, callers, deadlines or repetitions.</summary>
internal sealed class BareServer : IMqttReceiver, IPublishCompletion
{
    public const string Topic = "meters/7/add";
    public const string ResponseTopic = "clients/caller/r/Meter";

    private static readonly List<KeyValuePair<string, string>> Ok = [new("__stat", "200")];

    private readonly ConcurrentQueue<Request> _idle = new();
    private IMqttSession _session = null!;

    public async Task ConnectAsync(IMqttNetwork network) => _session = await network.ConnectAsync(new() { ClientId = "server" }, this, CancellationToken.None);

    public void OnMessage(in MqttMessage message)
    {
        if (!_idle.TryDequeue(out Request? request))
        {
            request = new(this);
        }

        request.Take(message);
        ThreadPool.UnsafeQueueUserWorkItem(request, preferLocal: false);
    }

    public void OnClosed(string reason)
    {
    }

    public void OnPublished(MqttReasonCode answer)
    {
    }

    public void OnNotPublished(MqttConnectionLostException lost)
    {
    }

    public void OnFailed(Exception unforeseen)
    {
    }

    /// <summary>One request with memory of its own, since what arrived is valid on the receive path only.</summary>
    private sealed class Request(BareServer server) : IThreadPoolWorkItem
    {
        private readonly byte[] _correlation = new byte[CorrelationData.Length];
        private readonly byte[] _payload = new byte[3];
        private readonly byte[] _answer = new byte[1];
        private string? _responseTopic;

        public void Take(in MqttMessage message)
        {
            message.CorrelationData.CopyTo(_correlation);
            message.Payload.CopyTo(_payload);
            _responseTopic = message.ResponseTopic;
        }

        public void Execute()
        {
            _answer[0] = (byte)(_payload[1] + _payload[2]);
            server._session.Publish(new MqttMessage { Topic = _responseTopic!, CorrelationData = _correlation, Payload = _answer, UserProperties = Ok, Qos = 1 }, server);
            server._idle.Enqueue(this);
        }
    }
}
