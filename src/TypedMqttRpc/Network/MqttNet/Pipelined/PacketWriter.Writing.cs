using System.Diagnostics;
using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Network.MqttNet.Pipelined;

/// <content>When what waits is written, and by whom.</content>
internal sealed partial class PacketWriter
{
    /// <summary>
    /// After so many writes, or bytes, the rest is left to the thread pool: whoever began may be a caller on its own thread, and as long as the socket takes
    /// everything at once others go on giving it more. Seldom enough that it costs nothing: what comes meanwhile goes out together.
    /// </summary>
    private const int MostWritesInOneGo = 32;

    private const int MostBytesInOneGo = 256 * 1024;

    /// <summary>Who publishes sooner than this after the last write is one of many, and the write is left to the thread pool, so that more can join it.</summary>
    private static readonly long Busy = Stopwatch.Frequency / 50_000;

    void IThreadPoolWorkItem.Execute() => _ = WriteAllAsync();

    private void Write()
    {
        if (Stopwatch.GetTimestamp() - LastWriteBegun < Busy)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
        else
        {
            _ = WriteAllAsync();
        }
    }

    private async Task WriteAllAsync()
    {
        TaskCompletionSource? written = null;
        int writes = 0, bytesInOneGo = 0;
        try
        {
            while (true)
            {
                ReadOnlyMemory<byte> bytes;
                lock (_lock)
                {
                    if (_output.Length == 0 || _lost is not null)
                    {
                        _isWriting = false;
                        return;
                    }

                    if (writes == MostWritesInOneGo || bytesInOneGo >= MostBytesInOneGo)
                    {
                        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
                        return;
                    }

                    bytes = _output.Take();
                    _waitingAcknowledgements = 0;
                    written = _whenWritten;
                    _whenWritten = null;
                }

                Volatile.Write(ref _lastWriteBegun, Stopwatch.GetTimestamp());
                ValueTask write = stream.WriteAsync(bytes);
                (writes, bytesInOneGo) = write.IsCompleted ? (writes + 1, bytesInOneGo + bytes.Length) : (0, 0);
                await write.ConfigureAwait(false);
                Volatile.Write(ref _bytesWritten, _bytesWritten + bytes.Length);
                written?.TrySetResult();
                if (_waiting.Count > 0)
                {
                    LetWaitingIn();
                }
            }
        }
        catch (Exception failure)
        {
            Close($"the connection ended: {failure.Message}");
            written?.TrySetException(_lost!);
            onFailure(failure);
        }
    }

    private void LetWaitingIn()
    {
        while (true)
        {
            (MqttMessage Message, IPublishCompletion Completion) next;
            bool isSent;
            lock (_lock)
            {
                if (_output.Length >= MostBytes || !_waiting.TryPeek(out next))
                {
                    return;
                }

                // Taken only then: should this fail, closing tells it.
                isSent = TryAppend(next.Message, next.Completion);
                _waiting.Dequeue();
            }

            End(next.Completion, isSent, next.Message.Qos > 0);
        }
    }
}
