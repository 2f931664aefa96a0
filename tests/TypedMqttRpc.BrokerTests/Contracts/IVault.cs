namespace TypedMqttRpc.BrokerTests.Contracts;

/// <summary>A service that knows who calls.</summary>
[MqttService("test/vault", IdentifyCaller = true)]
public partial interface IVault
{
    ValueTask<string> WhoAmIAsync(CancellationToken cancellationToken = default);
}

internal sealed class Vault(Func<CancellationToken, ValueTask<string>> answer) : IVault
{
    public ValueTask<string> WhoAmIAsync(CancellationToken cancellationToken = default) => answer(cancellationToken);
}
