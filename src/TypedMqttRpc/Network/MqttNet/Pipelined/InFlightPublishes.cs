namespace TypedMqttRpc.Network.MqttNet.Pipelined;

/// <summary>The QoS 1 publishes that await their PUBACK, by packet identifier: MQTT 5.0 section 2.2.1. Not thread-safe.</summary>
/// <remarks>MQTTnet counts its identifiers from 1; these are in the upper half, so that none is given twice.</remarks>
internal sealed class InFlightPublishes
{
    public const int FirstId = 0x8000;
    private const int MostIds = 0x8000;

    private IPublishCompletion?[] _completions = new IPublishCompletion?[64];
    private int _next;
    private int _count;

    /// <returns>The packet identifier; 0 when all are in use.</returns>
    public ushort Add(IPublishCompletion completion)
    {
        if (_count == _completions.Length)
        {
            if (_count == MostIds)
            {
                return 0;
            }

            _next = _completions.Length;
            Array.Resize(ref _completions, _completions.Length * 2);
        }

        while (_completions[_next &= _completions.Length - 1] is not null)
        {
            _next++;
        }

        _completions[_next] = completion;
        _count++;
        return (ushort)(FirstId + _next++);
    }

    /// <returns>Who waits for this acknowledgement; <see langword="null"/> if nobody does.</returns>
    public IPublishCompletion? Take(ushort packetId)
    {
        int index = packetId - FirstId;
        if (index < 0 || index >= _completions.Length || _completions[index] is not { } completion)
        {
            return null;
        }

        _completions[index] = null;
        _count--;
        return completion;
    }

    /// <summary>Takes all.</summary>
    public IPublishCompletion[] TakeAll()
    {
        IPublishCompletion[] all = [.. _completions.OfType<IPublishCompletion>()];
        Array.Clear(_completions);
        _count = 0;
        return all;
    }
}
