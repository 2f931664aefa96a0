using MessagePack;
using MQTTnet;
using MQTTnet.Protocol;
using TypedMqttRpc.Benchmarks.Contract;

namespace TypedMqttRpc.Benchmarks.Sides.HandWritten;

/// <summary>Answers as MQTTnet's users write it. It does not wait for its response's way out, since MQTTnet hands over one message after the other.</summary>
internal sealed class HandWrittenServer(bool isTuned) : ServerSide
{
    private readonly IMqttClient _client = new MqttClientFactory().CreateMqttClient();

    public override async Task StartAsync(SideSettings settings)
    {
        _client.ApplicationMessageReceivedAsync += received =>
        {
            _ = AnswerAsync(received.ApplicationMessage);
            return Task.CompletedTask;
        };
        await HandWrittenClient.ConnectAsync(_client, settings, isTuned);
        await _client.SubscribeAsync($"{settings.TopicPrefix}/echo", MqttQualityOfServiceLevel.AtLeastOnce);
        await _client.SubscribeAsync($"{settings.TopicPrefix}/+/echo", MqttQualityOfServiceLevel.AtLeastOnce);
    }

    private async Task AnswerAsync(MqttApplicationMessage request)
    {
        try
        {
            Parcel parcel = Echo.Answer(MessagePackSerializer.Deserialize<Parcel>(request.Payload));
            await _client.PublishAsync(new MqttApplicationMessageBuilder()
                .WithTopic(request.ResponseTopic)
                .WithPayload(MessagePackSerializer.Serialize(parcel))
                .WithCorrelationData(request.CorrelationData)
                .WithQualityOfServiceLevel(request.QualityOfServiceLevel)
                .Build());
        }
        catch (Exception failure)
        {
            // The caller counts the call as lost; this says why.
            await Console.Error.WriteLineAsync($"A response was not sent: {failure.Message}");
        }
    }
}
