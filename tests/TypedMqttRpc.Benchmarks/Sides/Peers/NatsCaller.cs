using NATS.Client.Core;
using TypedMqttRpc.Benchmarks.Contract;

namespace TypedMqttRpc.Benchmarks.Sides.Peers;

/// <summary>Calls with NATS's client, in the faster of its two ways to receive replies.</summary>
internal sealed class NatsCaller : AwaitingCaller
{
    private NatsConnection _connection = null!;

    public override async Task ConnectAsync(SideSettings settings)
    {
        _connection = new(new() { Url = settings.Uri, RequestReplyMode = NatsRequestReplyMode.Direct });
        await _connection.ConnectAsync();
    }

    public override async ValueTask<Parcel> CallAsync(Parcel parcel, int qos, int loop)
    {
        NatsMsg<Parcel> reply = await _connection.RequestAsync<Parcel, Parcel>(
            NatsParcels.Subject, parcel, requestSerializer: NatsParcels.Instance, replySerializer: NatsParcels.Instance);
        return reply.Data!;
    }
}
