namespace TypedMqttRpc.Faults.Load;

/// <summary>What most scenarios call. Each call carries an id, for the ledgers, and a number whose answer only this call can get.</summary>
[MqttService("faults/probe")]
public partial interface IProbe
{
    ValueTask<long> OnceAsync(long id, long nonce, int workMs, CancellationToken cancellationToken = default);

    [MqttMethod(Idempotent = true)]
    ValueTask<long> RepeatableAsync(long id, long nonce, int workMs, CancellationToken cancellationToken = default);

    [MqttMethod(Reconnect = RpcReconnect.FailFast)]
    ValueTask<long> FailFastAsync(long id, long nonce, int workMs, CancellationToken cancellationToken = default);

    /// <summary>Throws, with a secret in the exception.</summary>
    ValueTask<long> FailAsync(long id, long nonce, CancellationToken cancellationToken = default);

    /// <summary>Calls itself over the connection that serves it.</summary>
    ValueTask<int> NestAsync(int depth, CancellationToken cancellationToken = default);

    /// <summary>Blocks its thread until the scenario lets it go.</summary>
    ValueTask BlockAsync(CancellationToken cancellationToken = default);

    /// <summary>Waits for its token.</summary>
    ValueTask WaitAsync(long id, CancellationToken cancellationToken = default);

    ValueTask<byte[]> BlobAsync(byte[] data, int answerSize, CancellationToken cancellationToken = default);
}
