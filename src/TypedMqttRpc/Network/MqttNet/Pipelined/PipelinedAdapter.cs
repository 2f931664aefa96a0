using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using MQTTnet;
using MQTTnet.Adapter;
using MQTTnet.Exceptions;
using MQTTnet.Formatter;
using MQTTnet.Implementations;
using MQTTnet.Packets;
using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Network.MqttNet.Pipelined;

/// <summary>
/// The connection under MQTTnet's client. It reads and writes many packets at one time, and deals with PUBLISH and PUBACK itself; the client
/// does everything else, and never sees them.
/// </summary>
internal sealed class PipelinedAdapter : IMqttChannelAdapter
{
    private readonly MqttTcpChannel _channel;
    private readonly SocketProvider? _sockets;
    private readonly IMqttReceiver _receiver;
    private readonly InputBuffer _input;
    private readonly TextCache _texts = new();
    private readonly Lock _encoding = new();
    private IByteStream? _stream;
    private PacketWriter? _writer;
    private AfterRead? _afterRead;
    private long _receivedPackets;

    public PipelinedAdapter(MqttClientOptions options, SocketProvider? sockets, IMqttReceiver receiver)
    {
        _channel = new MqttTcpChannel(options);
        _sockets = sockets;
        _receiver = receiver;
        _input = new InputBuffer(options.MaximumPacketSize > 0 ? options.MaximumPacketSize : uint.MaxValue);
        PacketFormatterAdapter = new MqttPacketFormatterAdapter(options.ProtocolVersion, new MqttBufferWriter(4096, 65535));
    }

    public long BytesReceived { get; private set; }

    public long BytesSent => _writer?.BytesWritten ?? 0;

    public X509Certificate2 ClientCertificate => _channel.ClientCertificate;

    public EndPoint RemoteEndPoint => _channel.RemoteEndPoint;

    public EndPoint LocalEndPoint => _channel.LocalEndPoint;

    public bool IsSecureConnection => _channel.IsSecureConnection;

    public MqttPacketFormatterAdapter PacketFormatterAdapter { get; }

    public long ReceivedPackets => Volatile.Read(ref _receivedPackets);

    public async Task ConnectAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _channel.ConnectAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is not (OperationCanceledException or MqttCommunicationException))
        {
            throw new MqttCommunicationException(failure);
        }

        _stream = _sockets?.Socket is { } socket && !_channel.IsSecureConnection
            ? new SocketByteStream(socket)
            : new ChannelByteStream(_channel);
        _writer = new PacketWriter(_stream, _ => _channel.Dispose());
        _afterRead = new AfterRead(_writer, _sockets?.Socket);
    }

    /// <summary>Publishes a message; a connection that has ended, or never began, is told to the callback.</summary>
    public void Publish(in MqttMessage message, IPublishCompletion completion)
    {
        if (_writer is { } writer)
        {
            writer.Publish(message, completion);
        }
        else
        {
            completion.OnNotPublished(new MqttConnectionLostException("there is no connection"));
        }
    }

    public async Task SendPacketAsync(MqttPacket packet, CancellationToken cancellationToken)
    {
        try
        {
            PacketWriter writer = _writer ?? throw new MqttConnectionLostException("there is no connection");
            await writer.WriteAsync(Encode(packet)).WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (MqttConnectionLostException lost)
        {
            throw new MqttCommunicationException(lost);
        }
    }

    /// <summary>Reads until there is a packet for MQTTnet's client.</summary>
    /// <returns>The packet; <see langword="null"/> when the connection has ended.</returns>
    public async Task<MqttPacket> ReceivePacketAsync(CancellationToken cancellationToken)
    {
        PacketWriter writer = _writer!;
        try
        {
            while (true)
            {
                writer.Cork();
                _afterRead!.Await();
                try
                {
                    if (TryTakeForeign() is { } packet)
                    {
                        return packet;
                    }
                }
                finally
                {
                    writer.Uncork();
                }

                if (writer.IsCongested)
                {
                    await writer.WhenWrittenAsync().WaitAsync(cancellationToken).ConfigureAwait(false);
                }

                int count = await _stream!.ReadAsync(_input.MakeRoom(), cancellationToken).ConfigureAwait(false);
                if (count <= 0)
                {
                    End("the broker closed the connection");
                    return null!;
                }

                _input.OnRead(count);
                BytesReceived += count;
            }
        }
        catch (Exception failure)
        {
            End($"the connection ended: {failure.Message}");
            if (failure is OperationCanceledException or ObjectDisposedException or SocketException { SocketErrorCode: SocketError.OperationAborted })
            {
                // Ended by this side, which needs no error.
                return null!;
            }

            throw new MqttCommunicationException(failure.Message, failure);
        }
    }

    public Task DisconnectAsync(CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }

    public void ResetStatistics() => BytesReceived = 0;

    public void Dispose()
    {
        _channel.Dispose();
        _writer?.Close("the connection was closed by this client");
    }

    private void End(string reason)
    {
        _writer!.Close(reason);
        _input.Dispose();
    }

    /// <summary>In memory of its own: the formatter has one buffer, which nobody keeps while a packet is written, and these packets are few.</summary>
    private byte[] Encode(MqttPacket packet)
    {
        lock (_encoding)
        {
            try
            {
                return [.. PacketFormatterAdapter.Encode(packet).Join()];
            }
            finally
            {
                PacketFormatterAdapter.Cleanup();
            }
        }
    }

    /// <summary>Deals with the packets that are there, up to one that is not for us.</summary>
    private MqttPacket? TryTakeForeign()
    {
        while (_input.TryTake(out byte header, out ArraySegment<byte> body))
        {
            Volatile.Write(ref _receivedPackets, _receivedPackets + 1);
            switch (header >> 4)
            {
                case 3:
                    OnPublish(header, body);
                    break;
                case 4 when body.Count >= 2:
                    _writer!.OnAcknowledged(BinaryPrimitives.ReadUInt16BigEndian(body), body.Count > 2 ? (MqttReasonCode)body[2] : MqttReasonCode.Success);
                    break;
                default:
                    // MQTTnet keeps what it is given.
                    return PacketFormatterAdapter.Decode(new ReceivedMqttPacket(header, new ArraySegment<byte>([.. body]), body.Count + 2));
            }
        }

        return null;
    }

    private void OnPublish(byte header, ArraySegment<byte> body)
    {
        MqttMessage message = PublishDecoding.Read(header, body, _texts, out ushort packetId);
        if (message.Qos > 1)
        {
            throw new InvalidDataException("The broker sent a message with QoS 2, to which this client never subscribes.");
        }

        _receiver.OnMessage(message);
        if (packetId != 0)
        {
            _writer!.Acknowledge(packetId);
        }
    }
}
