using System.Collections.Concurrent;
using MessagePack;
using MQTTnet;
using MQTTnet.Protocol;
using TypedMqttRpc.Benchmarks.Contract;

namespace TypedMqttRpc.Benchmarks.Sides.HandWritten;

/// <summary>Subscribes to a response topic for each call and unsubscribes after it, as MQTTnet.Extensions.Rpc does.</summary>
internal sealed class PerCallCaller : AwaitingCaller
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    private readonly IMqttClient _client = new MqttClientFactory().CreateMqttClient();
    private readonly ConcurrentDictionary<string, TaskCompletionSource<Parcel>> _pending = new();
    private string _topicPrefix = string.Empty;

    public override async Task ConnectAsync(SideSettings settings)
    {
        _topicPrefix = settings.TopicPrefix;
        _client.ApplicationMessageReceivedAsync += OnResponseAsync;
        await HandWrittenClient.ConnectAsync(_client, settings, isTuned: false);
    }

    public override async ValueTask<Parcel> CallAsync(Parcel parcel, int qos, int loop)
    {
        string requestTopic = $"{_topicPrefix}/{Guid.NewGuid():N}/echo";
        string responseTopic = $"{requestTopic}/response";
        TaskCompletionSource<Parcel> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _pending[responseTopic] = answer;
        try
        {
            await _client.SubscribeAsync(responseTopic, (MqttQualityOfServiceLevel)qos);
            await _client.PublishAsync(new MqttApplicationMessageBuilder()
                .WithTopic(requestTopic)
                .WithPayload(MessagePackSerializer.Serialize(parcel))
                .WithResponseTopic(responseTopic)
                .WithQualityOfServiceLevel((MqttQualityOfServiceLevel)qos)
                .Build());
            return await answer.Task.WaitAsync(Timeout);
        }
        finally
        {
            _pending.TryRemove(responseTopic, out _);
            await _client.UnsubscribeAsync(responseTopic);
        }
    }

    private Task OnResponseAsync(MqttApplicationMessageReceivedEventArgs received)
    {
        if (_pending.TryRemove(received.ApplicationMessage.Topic, out TaskCompletionSource<Parcel>? answer))
        {
            answer.TrySetResult(MessagePackSerializer.Deserialize<Parcel>(received.ApplicationMessage.Payload));
        }

        return Task.CompletedTask;
    }
}
