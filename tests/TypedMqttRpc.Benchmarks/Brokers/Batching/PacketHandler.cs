using System.Buffers.Binary;
using TypedMqttRpc.Benchmarks.Mqtt;

namespace TypedMqttRpc.Benchmarks.Brokers.Batching;

/// <summary>Does what a client's packets ask for. What is to be written only goes into buffers.</summary>
internal sealed class PacketHandler
{
    private readonly SubscriptionTable _subscriptions = new();
    private readonly Dictionary<byte[], (byte[] Content, int Qos)> _retained = new(BytesComparer.Instance);

    /// <summary>The clients for which there is something to write.</summary>
    public List<ClientConnection> Dirty { get; } = [];

    /// <summary>Handles all whole packets that a client has sent.</summary>
    public void HandleAll(ClientConnection client)
    {
        while (Packet.TrySplit(client.Input.Written, out ReadOnlySpan<byte> body) is > 0 and int length)
        {
            Handle(client, client.Input.Written[0], body);
            client.Input.Take(length);
        }
    }

    public void Forget(ClientConnection client) => _subscriptions.RemoveAll(client);

    private void Handle(ClientConnection client, byte first, ReadOnlySpan<byte> body)
    {
        switch (first & 0xF0)
        {
            case Packet.Publish:
                OnPublish(client, first, body);
                break;
            case Packet.Puback:
                client.OnPuback(BinaryPrimitives.ReadUInt16BigEndian(body));
                MarkDirty(client);
                break;
            case Packet.Connect:
                OnConnect(client, body);
                break;
            case Packet.Subscribe & 0xF0:
                OnSubscribe(client, body);
                break;
            case Packet.Unsubscribe & 0xF0:
                OnUnsubscribe(client, body);
                break;
            case Packet.Pingreq:
                Answer(client, [Packet.Pingresp, 0]);
                break;
            default:
                client.Close();
                break;
        }
    }

    private void OnPublish(ClientConnection client, byte first, ReadOnlySpan<byte> body)
    {
        int qos = (first >> 1) & 3;
        bool retain = (first & 1) != 0;
        ReadOnlySpan<byte> topic = Packet.ReadText(ref body);
        if (qos > 0)
        {
            ushort id = Packet.ReadUInt16(ref body);
            Answer(client, [Packet.Puback, 2, (byte)(id >> 8), (byte)id]);
        }

        foreach (Subscription subscription in client.RouteOf(topic, _subscriptions))
        {
            subscription.Subscriber.Deliver(topic, body, Math.Min(qos, subscription.Qos), retain && subscription.KeepsRetain);
            MarkDirty(subscription.Subscriber);
        }

        if (retain)
        {
            Retain(topic.ToArray(), body, qos);
        }
    }

    private void Retain(byte[] topic, ReadOnlySpan<byte> rest, int qos)
    {
        ReadOnlySpan<byte> behind = rest;
        int properties = Packet.ReadLength(ref behind);
        if (behind.Length == properties)
        {
            _retained.Remove(topic);
        }
        else
        {
            _retained[topic] = (rest.ToArray(), qos);
        }
    }

    private void OnConnect(ClientConnection client, ReadOnlySpan<byte> body)
    {
        // Protocol name and version, flags, keep-alive.
        _ = Packet.ReadText(ref body);
        body = body[4..];
        int length = Packet.ReadLength(ref body);
        ReadOnlySpan<byte> maximum = Properties.Find(body[..length], Properties.ReceiveMaximum);
        client.ReceiveMaximum = maximum.IsEmpty ? ushort.MaxValue : BinaryPrimitives.ReadUInt16BigEndian(maximum);
        Answer(client, [Packet.Connack, 8, 0, 0, 5, Properties.ReceiveMaximum, 0xFF, 0xFF, Properties.SharedSubscriptionAvailable, 0]);
    }

    private void OnSubscribe(ClientConnection client, ReadOnlySpan<byte> body)
    {
        ushort id = Packet.ReadUInt16(ref body);
        int properties = Packet.ReadLength(ref body);
        body = body[properties..];
        List<byte> reasons = [];
        List<Subscription> wantRetained = [];
        while (body.Length > 0)
        {
            byte[] filter = Packet.ReadText(ref body).ToArray();
            byte options = body[0];
            body = body[1..];
            Subscription subscription = new(client, filter, Math.Min(options & 3, 1), (options & 8) != 0);
            _subscriptions.Add(subscription);
            reasons.Add((byte)subscription.Qos);
            if ((options & 0x30) != 0x20)
            {
                wantRetained.Add(subscription);
            }
        }

        Answer(client, Packet.Suback, id, reasons);
        foreach (Subscription subscription in wantRetained)
        {
            foreach ((byte[] topic, (byte[] rest, int qos)) in _retained)
            {
                if (subscription.Matches(topic))
                {
                    client.Deliver(topic, rest, Math.Min(qos, subscription.Qos), retain: true);
                }
            }
        }
    }

    private void OnUnsubscribe(ClientConnection client, ReadOnlySpan<byte> body)
    {
        ushort id = Packet.ReadUInt16(ref body);
        int properties = Packet.ReadLength(ref body);
        body = body[properties..];
        List<byte> reasons = [];
        while (body.Length > 0)
        {
            _subscriptions.Remove(client, Packet.ReadText(ref body).ToArray());
            reasons.Add(0);
        }

        Answer(client, Packet.Unsuback, id, reasons);
    }

    private void Answer(ClientConnection client, byte type, ushort id, List<byte> reasons)
    {
        Span<byte> head = stackalloc byte[Packet.MaxHeader];
        head[0] = type;
        int length = 1 + Packet.WriteLength(head[1..], 3 + reasons.Count);
        Answer(client, head[..length]);
        Answer(client, [(byte)(id >> 8), (byte)id, 0, .. reasons]);
    }

    private void Answer(ClientConnection client, ReadOnlySpan<byte> bytes)
    {
        client.Output.Add(bytes);
        MarkDirty(client);
    }

    private void MarkDirty(ClientConnection client)
    {
        if (!client.IsDirty)
        {
            client.IsDirty = true;
            Dirty.Add(client);
        }
    }
}
