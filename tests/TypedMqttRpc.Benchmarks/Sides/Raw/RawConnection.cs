using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;
using TypedMqttRpc.Benchmarks.Mqtt;

namespace TypedMqttRpc.Benchmarks.Sides.Raw;

/// <summary>A blocking socket with MQTT 5 on it, and one buffer each way: what is written waits for <see cref="Flush"/>.</summary>
internal sealed class RawConnection
{
    public const string RequestTopic = "bench/raw/echo";
    public const string ResponseTopic = "bench/raw/responses";

    private const int ReadSize = 256 * 1024;

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };

    public ByteQueue Input { get; } = new(1024 * 1024);

    public ByteQueue Output { get; } = new(1024 * 1024);

    /// <summary>Connects and subscribes to one topic, at QoS 1.</summary>
    public void Open(int port, string subscribeTo)
    {
        _socket.Connect(IPAddress.Loopback, port);
        string clientId = $"raw-{Guid.NewGuid():N}";

        // Version 5, Clean Start, no keep-alive, no properties.
        Send(Packet.Connect, [.. Text("MQTT"), 5, 2, 0, 0, 0, .. Text(clientId)]);
        Expect(Packet.Connack);
        Send(Packet.Subscribe, [0, 1, 0, .. Text(subscribeTo), 1]);
        Expect(Packet.Suback);
    }

    /// <summary>A text with its length in front.</summary>
    public static byte[] Text(string text)
    {
        byte[] bytes = new byte[2 + Encoding.UTF8.GetByteCount(text)];
        BinaryPrimitives.WriteUInt16BigEndian(bytes, (ushort)(bytes.Length - 2));
        Encoding.UTF8.GetBytes(text, bytes.AsSpan(2));
        return bytes;
    }

    /// <summary>Reads what has arrived, and waits for something if there is nothing.</summary>
    /// <returns>Whether something came within the limit.</returns>
    public bool Receive(TimeSpan limit)
    {
        _socket.ReceiveTimeout = (int)limit.TotalMilliseconds;
        int count = _socket.Receive(Input.Room(ReadSize), SocketFlags.None, out SocketError error);
        if (count > 0)
        {
            Input.Add(count);
            return true;
        }

        return error is SocketError.TimedOut or SocketError.WouldBlock ? false : throw new IOException($"The broker closed the connection: {error}.");
    }

    public void AddPuback(ReadOnlySpan<byte> packetId)
    {
        Output.Add([Packet.Puback, 2]);
        Output.Add(packetId);
    }

    public void Flush()
    {
        while (Output.Count > 0)
        {
            Output.Take(_socket.Send(Output.Written));
        }
    }

    private void Send(byte type, byte[] body)
    {
        Span<byte> head = stackalloc byte[Packet.MaxHeader];
        head[0] = type;
        Output.Add(head[..(1 + Packet.WriteLength(head[1..], body.Length))]);
        Output.Add(body);
        Flush();
    }

    private void Expect(byte type)
    {
        int length;
        while ((length = Packet.TrySplit(Input.Written, out _)) == 0)
        {
            if (!Receive(TimeSpan.FromSeconds(5)))
            {
                throw new IOException("The broker does not answer.");
            }
        }

        byte got = Input.Written[0];
        Input.Take(length);
        if (got != type)
        {
            throw new IOException($"The broker answered 0x{got:X2} instead of 0x{type:X2}.");
        }
    }
}
