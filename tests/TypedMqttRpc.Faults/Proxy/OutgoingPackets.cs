using System.Net.Sockets;

namespace TypedMqttRpc.Faults.Proxy;

/// <summary>Writes packets to one side, in the order and the number that the rules demand.</summary>
internal sealed class OutgoingPackets(Socket to)
{
    private readonly SemaphoreSlim _writing = new(1);
    private readonly List<Packet> _held = [];
    private Packet? _swapped;

    public async Task SendAsync(Packet packet, PacketAction action)
    {
        await _writing.WaitAsync();
        try
        {
            switch (action)
            {
                case PacketAction.Drop:
                    return;
                case PacketAction.Hold:
                    _held.Add(packet);
                    return;
                case PacketAction.Swap when _swapped is null:
                    _swapped = packet;
                    return;
                case PacketAction.Duplicate:
                    await WriteAsync(packet.Bytes);
                    await WriteAsync(packet.AsDuplicate());
                    break;
                default:
                    await WriteAsync(packet.Bytes);
                    break;
            }

            if (_swapped is { } swapped)
            {
                _swapped = null;
                await WriteAsync(swapped.Bytes);
            }
        }
        finally
        {
            _writing.Release();
        }
    }

    public void Release() => _ = ReleaseAsync();

    private async Task ReleaseAsync()
    {
        await _writing.WaitAsync();
        try
        {
            foreach (Packet packet in _held)
            {
                await WriteAsync(packet.Bytes);
            }
        }
        catch (Exception gone) when (gone is SocketException or ObjectDisposedException)
        {
            // The connection it was held on has ended.
        }
        finally
        {
            _held.Clear();
            _writing.Release();
        }
    }

    private async Task WriteAsync(ReadOnlyMemory<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            bytes = bytes[await to.SendAsync(bytes)..];
        }
    }
}
