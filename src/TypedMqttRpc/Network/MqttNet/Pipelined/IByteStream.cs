namespace TypedMqttRpc.Network.MqttNet.Pipelined;

/// <summary>Bytes to and from the broker. One read and one write at a time.</summary>
internal interface IByteStream
{
    /// <returns>How many bytes were read; 0 when the broker has closed the connection.</returns>
    ValueTask<int> ReadAsync(Memory<byte> destination, CancellationToken cancellationToken);

    /// <summary>Writes all bytes.</summary>
    ValueTask WriteAsync(ReadOnlyMemory<byte> bytes);
}
