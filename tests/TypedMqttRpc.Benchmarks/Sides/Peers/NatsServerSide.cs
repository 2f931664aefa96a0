using NATS.Client.Core;
using TypedMqttRpc.Benchmarks.Contract;

namespace TypedMqttRpc.Benchmarks.Sides.Peers;

/// <summary>Answers the requests of one subscription, one after the other, as NATS's users write it.</summary>
internal sealed class NatsServerSide : ServerSide
{
    public override async Task StartAsync(SideSettings settings)
    {
        NatsConnection connection = new(new() { Url = settings.Uri });
        await connection.ConnectAsync();
        INatsSub<Parcel> requests = await connection.SubscribeCoreAsync(NatsParcels.Subject, serializer: NatsParcels.Instance);
        await connection.PingAsync();
        _ = AnswerAsync(requests);
    }

    private static async Task AnswerAsync(INatsSub<Parcel> requests)
    {
        await foreach (NatsMsg<Parcel> request in requests.Msgs.ReadAllAsync())
        {
            await request.ReplyAsync(Echo.Answer(request.Data!), serializer: NatsParcels.Instance);
        }
    }
}
