using System.Buffers.Binary;
using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Network.MqttNet.Pipelined;

/// <summary>
/// Writes packets. Any thread may; what comes while a write is under way, or is about to be, goes out with the next one, all together.
/// </summary>
internal sealed partial class PacketWriter(IByteStream stream, Action<Exception> onFailure) : IThreadPoolWorkItem
{
    /// <summary>Beyond this many bytes that wait for the socket, publishes wait as they are.</summary>
    private const int MostBytes = 1024 * 1024;

    private const int MostAcknowledgements = 100_000;
    private const int AcknowledgementSize = 4;

    private readonly Lock _lock = new();
    private readonly OutputBuffer _output = new();
    private readonly InFlightPublishes _inFlight = new();
    private readonly Queue<(MqttMessage Message, IPublishCompletion Completion)> _waiting = new();
    private TaskCompletionSource? _whenWritten;
    private MqttConnectionLostException? _lost;
    private long _lastWriteBegun;
    private int _waitingAcknowledgements;
    private long _bytesWritten;
    private bool _isWriting;
    private bool _isCorked;
    private bool _isFlushAwaited;

    public long BytesWritten => Volatile.Read(ref _bytesWritten);

    /// <summary>When the last write began, as a timestamp.</summary>
    public long LastWriteBegun => Volatile.Read(ref _lastWriteBegun);

    /// <summary>More acknowledgements wait than the socket takes, so that nothing should be read that makes for more.</summary>
    public bool IsCongested => Volatile.Read(ref _waitingAcknowledgements) > MostAcknowledgements;

    public void Publish(in MqttMessage message, IPublishCompletion completion)
    {
        // Read now: who gave the message may use its place again as soon as the broker has acknowledged it, which can be before this ends.
        bool isAcknowledged = message.Qos > 0;
        bool isSent, mustWrite;
        lock (_lock)
        {
            if (_lost is null && (_output.Length >= MostBytes || _waiting.Count > 0))
            {
                _waiting.Enqueue((message, completion));
                return;
            }

            isSent = _lost is null && TryAppend(message, completion);
            mustWrite = isSent && MustWrite();
        }

        if (mustWrite)
        {
            Write();
        }

        End(completion, isSent, isAcknowledged);
    }

    /// <summary>Acknowledges a received publish: MQTT 5.0 section 3.4.</summary>
    public void Acknowledge(ushort packetId)
    {
        bool mustWrite;
        lock (_lock)
        {
            if (_lost is not null)
            {
                return;
            }

            Span<byte> packet = _output.Append(AcknowledgementSize);
            packet[0] = 0x40;
            packet[1] = 2;
            BinaryPrimitives.WriteUInt16BigEndian(packet[2..], packetId);
            _waitingAcknowledgements++;
            mustWrite = MustWrite();
        }

        if (mustWrite)
        {
            Write();
        }
    }

    /// <summary>The broker has acknowledged a publish.</summary>
    public void OnAcknowledged(ushort packetId, MqttReasonCode answer)
    {
        IPublishCompletion? completion;
        lock (_lock)
        {
            completion = _inFlight.Take(packetId);
        }

        completion?.OnPublished(answer);
    }

    /// <summary>Writes a packet that MQTTnet has made.</summary>
    /// <returns>Ends when it is written.</returns>
    public Task WriteAsync(ReadOnlySpan<byte> packet)
    {
        Task written;
        bool mustWrite;
        lock (_lock)
        {
            if (_lost is not null)
            {
                return Task.FromException(_lost);
            }

            packet.CopyTo(_output.Append(packet.Length));
            written = WhenWritten();
            mustWrite = MustWrite();
        }

        if (mustWrite)
        {
            Write();
        }

        return written;
    }

    /// <summary>Ends when everything is written that waits now.</summary>
    public Task WhenWrittenAsync()
    {
        lock (_lock)
        {
            return _lost is { } lost ? Task.FromException(lost) : _output.Length == 0 ? Task.CompletedTask : WhenWritten();
        }
    }

    /// <summary>Holds back what is to be written: the reader will have more in a moment.</summary>
    public void Cork()
    {
        lock (_lock)
        {
            _isCorked = true;
            _isFlushAwaited = true;
        }
    }

    /// <summary>Lets go of what was held back. Acknowledgements alone go on waiting for what may be written in answer, until <see cref="Flush"/>.</summary>
    public void Uncork()
    {
        lock (_lock)
        {
            _isCorked = false;
            int length = _isFlushAwaited ? _output.Length - (_waitingAcknowledgements * AcknowledgementSize) : _output.Length;
            if (length == 0 || !MustWrite())
            {
                return;
            }
        }

        _ = WriteAllAsync();
    }

    /// <summary>Writes what waits. To be called once after each <see cref="Cork"/>; before the end of that it holds for the end.</summary>
    public void Flush()
    {
        lock (_lock)
        {
            _isFlushAwaited = false;
            if (_output.Length == 0 || !MustWrite())
            {
                return;
            }
        }

        _ = WriteAllAsync();
    }

    /// <summary>The connection has ended, and with it every publish.</summary>
    public void Close(string reason)
    {
        List<IPublishCompletion> unpublished;
        MqttConnectionLostException lost;
        TaskCompletionSource? whenWritten;
        lock (_lock)
        {
            lost = _lost ??= new MqttConnectionLostException(reason);
            unpublished = [.. _inFlight.TakeAll(), .. _waiting.Select(static waiting => waiting.Completion)];
            _waiting.Clear();
            whenWritten = _whenWritten;
            _whenWritten = null;
        }

        whenWritten?.TrySetException(lost);
        foreach (IPublishCompletion completion in unpublished)
        {
            try
            {
                completion.OnNotPublished(lost);
            }
            catch (Exception unforeseen)
            {
                // It must not, and the others must end all the same. Who closes cannot do anything about it; the process is told as of any task that nobody looks at.
                _ = Task.FromException(unforeseen);
            }
        }
    }

    private Task WhenWritten()
    {
        _whenWritten ??= new(TaskCreationOptions.RunContinuationsAsynchronously);
        return _whenWritten.Task;
    }

    /// <summary>Under the lock: whether the caller is the one to see to the writing.</summary>
    private bool MustWrite()
    {
        if (_isWriting || _isCorked)
        {
            return false;
        }

        _isWriting = true;
        return true;
    }

    /// <summary>Under the lock: whether the message is in the buffer now.</summary>
    private bool TryAppend(in MqttMessage message, IPublishCompletion completion)
    {
        // What may fail comes before anything is changed.
        PacketSize size = PacketSize.Measure(message);
        _output.Reserve((int)size.Total);
        ushort packetId = 0;
        if (message.Qos > 0 && (packetId = _inFlight.Add(completion)) == 0)
        {
            return false;
        }

        PublishEncoding.Write(_output.Append((int)size.Total), message, size, packetId);
        return true;
    }

    private void End(IPublishCompletion completion, bool isSent, bool isAcknowledged)
    {
        if (!isSent && _lost is { } lost)
        {
            completion.OnNotPublished(lost);
        }
        else if (!isSent)
        {
            completion.OnFailed(new InvalidOperationException("There is no packet identifier left."));
        }
        else if (!isAcknowledged)
        {
            completion.OnPublished(MqttReasonCode.Success);
        }
    }
}
