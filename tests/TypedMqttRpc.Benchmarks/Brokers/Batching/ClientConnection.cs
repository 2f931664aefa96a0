using System.Buffers.Binary;
using System.Net.Sockets;
using TypedMqttRpc.Benchmarks.Mqtt;

namespace TypedMqttRpc.Benchmarks.Brokers.Batching;

/// <summary>One client's socket, with what was read of it and what is to be written to it.</summary>
internal sealed class ClientConnection
{
    private readonly Socket _socket;
    private readonly bool[] _idsInUse = new bool[ushort.MaxValue + 1];
    private readonly Queue<(byte[] Topic, byte[] Content, bool Retain)> _held = new();
    private ushort _lastId;
    private int _unacknowledged;
    private byte[] _lastTopic = [];
    private Subscription[] _lastRoute = [];
    private int _lastVersion = -1;

    public ClientConnection(Socket socket)
    {
        socket.Blocking = false;
        socket.NoDelay = true;
        _socket = socket;
        Descriptor = (int)socket.Handle;
    }

    public int Descriptor { get; }

    public ByteQueue Input { get; } = new(1024 * 1024);

    public ByteQueue Output { get; } = new(1024 * 1024);

    /// <summary>What the client said in CONNECT: further messages of QoS 1 wait for its PUBACKs.</summary>
    public int ReceiveMaximum { get; set; } = ushort.MaxValue;

    public bool IsClosed { get; private set; }

    /// <summary>Whether it stands in the list of those to write to.</summary>
    public bool IsDirty { get; set; }

    /// <summary>Reads what has arrived, once.</summary>
    public void Receive()
    {
        int count = _socket.Receive(Input.Room(256 * 1024), SocketFlags.None, out SocketError error);
        if (count > 0)
        {
            Input.Add(count);
        }
        else if (error != SocketError.WouldBlock)
        {
            Close();
        }
    }

    /// <summary>Writes all there is, or as much as the system takes.</summary>
    public void Send()
    {
        while (Output.Count > 0 && !IsClosed)
        {
            int count = _socket.Send(Output.Written, SocketFlags.None, out SocketError error);
            if (count > 0)
            {
                Output.Take(count);
            }
            else if (error == SocketError.WouldBlock)
            {
                return;
            }
            else
            {
                Close();
            }
        }
    }

    public void Close()
    {
        IsClosed = true;
        _socket.Dispose();
    }

    /// <summary>Who gets this topic's messages. A client mostly publishes to the same topic again.</summary>
    public Subscription[] RouteOf(ReadOnlySpan<byte> topic, SubscriptionTable subscriptions)
    {
        if (_lastVersion != subscriptions.Version || !topic.SequenceEqual(_lastTopic))
        {
            _lastRoute = subscriptions.Find(topic);
            _lastTopic = topic.Length == _lastTopic.Length ? _lastTopic : new byte[topic.Length];
            topic.CopyTo(_lastTopic);
            _lastVersion = subscriptions.Version;
        }

        return _lastRoute;
    }

    /// <summary>Appends a PUBLISH.</summary>
    /// <param name="topic">The topic, in UTF-8.</param>
    /// <param name="rest">Properties and payload, as they came.</param>
    /// <param name="qos">The quality of service at which the client gets it.</param>
    /// <param name="retain">The retained flag.</param>
    public void Deliver(ReadOnlySpan<byte> topic, ReadOnlySpan<byte> rest, int qos, bool retain)
    {
        if (qos > 0 && _unacknowledged >= ReceiveMaximum)
        {
            _held.Enqueue((topic.ToArray(), rest.ToArray(), retain));
            return;
        }

        int length = 2 + topic.Length + (qos > 0 ? 2 : 0) + rest.Length;
        Span<byte> room = Output.Room(Packet.MaxHeader + length);
        room[0] = (byte)(Packet.Publish | (qos << 1) | (retain ? 1 : 0));
        int at = 1 + Packet.WriteLength(room[1..], length);
        BinaryPrimitives.WriteUInt16BigEndian(room[at..], (ushort)topic.Length);
        topic.CopyTo(room[(at + 2)..]);
        at += 2 + topic.Length;
        if (qos > 0)
        {
            BinaryPrimitives.WriteUInt16BigEndian(room[at..], TakeId());
            at += 2;
        }

        rest.CopyTo(room[at..]);
        Output.Add(at + rest.Length);
    }

    public void OnPuback(ushort id)
    {
        if (_idsInUse[id])
        {
            _idsInUse[id] = false;
            _unacknowledged--;
            if (_held.TryDequeue(out (byte[] Topic, byte[] Content, bool Retain) held))
            {
                Deliver(held.Topic, held.Content, qos: 1, held.Retain);
            }
        }
    }

    private ushort TakeId()
    {
        do
        {
            _lastId++;
        }
        while (_lastId == 0 || _idsInUse[_lastId]);
        _idsInUse[_lastId] = true;
        _unacknowledged++;
        return _lastId;
    }
}
