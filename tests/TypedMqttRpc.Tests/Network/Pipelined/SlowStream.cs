using System.Threading.Channels;
using TypedMqttRpc.Network.MqttNet.Pipelined;

namespace TypedMqttRpc.Tests.Network.Pipelined;

/// <summary>A socket that writes when the test says so.</summary>
internal sealed class SlowStream : IByteStream
{
    private readonly Channel<byte[]> _writes = Channel.CreateUnbounded<byte[]>();
    private readonly SemaphoreSlim _mayWrite = new(0);
    private Exception? _failure;

    /// <summary>What the next write is given, when it begins.</summary>
    public Task<byte[]> NextAsync() => _writes.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromSeconds(10));

    public bool IsWriting => _writes.Reader.Count > 0;

    public void LetOneEnd() => _mayWrite.Release();

    public void Fail()
    {
        _failure = new IOException("the cable is cut");
        _mayWrite.Release();
    }

    public ValueTask<int> ReadAsync(Memory<byte> destination, CancellationToken cancellationToken) => throw new NotSupportedException();

    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes)
    {
        _writes.Writer.TryWrite(bytes.ToArray());
        await _mayWrite.WaitAsync();
        if (_failure is { } failure)
        {
            throw failure;
        }
    }
}
