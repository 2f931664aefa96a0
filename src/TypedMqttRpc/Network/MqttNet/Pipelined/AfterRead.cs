using System.Net.Sockets;

namespace TypedMqttRpc.Network.MqttNet.Pipelined;

/// <summary>
/// What remains to be done after a read. The work that the read has left to this thread of the pool comes before it: requests that are answered, callers
/// that make their next call. Most of it writes something, and then acknowledgements go out together with that, MQTT's and TCP's alike.
/// </summary>
/// <param name="writer">Holds MQTT's acknowledgements.</param>
/// <param name="socket">The socket, if it is known.</param>
internal sealed class AfterRead(PacketWriter writer, Socket? socket) : IThreadPoolWorkItem
{
    private long _lastWriteBefore;
    private int _isAwaited;

    /// <summary>To be called when the writer is corked, before what was read is dealt with: a thread of the pool does first what was left to it last.</summary>
    public void Await()
    {
        Volatile.Write(ref _lastWriteBefore, writer.LastWriteBegun);
        if (Interlocked.Exchange(ref _isAwaited, 1) == 0)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: true);
        }
    }

    void IThreadPoolWorkItem.Execute()
    {
        Interlocked.Exchange(ref _isAwaited, 0);
        writer.Flush();
        if (socket is not null && writer.LastWriteBegun == Volatile.Read(ref _lastWriteBefore))
        {
            QuickAck.Rearm(socket);
        }
    }
}
