using System.Buffers.Binary;
using System.Collections.Concurrent;
using MessagePack;
using MQTTnet;
using MQTTnet.Protocol;
using TypedMqttRpc.Benchmarks.Contract;

namespace TypedMqttRpc.Benchmarks.Sides.HandWritten;

/// <summary>Request and response as MQTTnet's users write it: one subscription for all responses, and a table of those who wait.</summary>
internal sealed class HandWrittenCaller(bool isTuned) : AwaitingCaller
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    private readonly IMqttClient _client = new MqttClientFactory().CreateMqttClient();
    private readonly ConcurrentDictionary<long, TaskCompletionSource<Parcel>> _pending = new();
    private string _requestTopic = string.Empty;
    private string _responseTopic = string.Empty;
    private long _lastId;

    public override async Task ConnectAsync(SideSettings settings)
    {
        (_requestTopic, _responseTopic) = ($"{settings.TopicPrefix}/echo", $"{settings.TopicPrefix}/responses");
        _client.ApplicationMessageReceivedAsync += OnResponseAsync;
        await HandWrittenClient.ConnectAsync(_client, settings, isTuned);
        await _client.SubscribeAsync(_responseTopic, MqttQualityOfServiceLevel.AtLeastOnce);
    }

    public override async ValueTask<Parcel> CallAsync(Parcel parcel, int qos, int loop)
    {
        long id = Interlocked.Increment(ref _lastId);
        TaskCompletionSource<Parcel> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _pending[id] = answer;
        try
        {
            byte[] correlation = new byte[sizeof(long)];
            BinaryPrimitives.WriteInt64LittleEndian(correlation, id);
            await _client.PublishAsync(new MqttApplicationMessageBuilder()
                .WithTopic(_requestTopic)
                .WithPayload(MessagePackSerializer.Serialize(parcel))
                .WithResponseTopic(_responseTopic)
                .WithCorrelationData(correlation)
                .WithQualityOfServiceLevel((MqttQualityOfServiceLevel)qos)
                .Build());
            return await answer.Task.WaitAsync(Timeout);
        }
        finally
        {
            _pending.TryRemove(id, out _);
        }
    }

    private Task OnResponseAsync(MqttApplicationMessageReceivedEventArgs received)
    {
        long id = BinaryPrimitives.ReadInt64LittleEndian(received.ApplicationMessage.CorrelationData);
        if (_pending.TryRemove(id, out TaskCompletionSource<Parcel>? answer))
        {
            answer.TrySetResult(MessagePackSerializer.Deserialize<Parcel>(received.ApplicationMessage.Payload));
        }

        return Task.CompletedTask;
    }
}
