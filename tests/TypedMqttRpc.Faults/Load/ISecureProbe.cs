namespace TypedMqttRpc.Faults.Load;

/// <summary>The same with the caller's name in the topic, where the broker's access control can check it.</summary>
[MqttService("faults/secure", IdentifyCaller = true)]
public partial interface ISecureProbe
{
    ValueTask<long> OnceAsync(long id, long nonce, int workMs, CancellationToken cancellationToken = default);
}
