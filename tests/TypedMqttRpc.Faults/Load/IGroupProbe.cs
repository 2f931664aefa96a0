namespace TypedMqttRpc.Faults.Load;

/// <summary>The same for instances that share their calls.</summary>
[MqttService("faults/group", Group = "members")]
public partial interface IGroupProbe
{
    ValueTask<long> OnceAsync(long id, long nonce, int workMs, CancellationToken cancellationToken = default);

    [MqttMethod(Idempotent = true)]
    ValueTask<long> RepeatableAsync(long id, long nonce, int workMs, CancellationToken cancellationToken = default);
}
