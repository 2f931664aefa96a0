namespace TypedMqttRpc.Tests.Versions;

/// <summary>One version of a contract, used the same way as every other.</summary>
/// <param name="ServeAsync">Serves it.</param>
/// <param name="PingAsync">Calls a method that is the same in all.</param>
/// <param name="OrderAsync">Calls the method that changes.</param>
internal sealed record ShopVersion(
    Func<MqttRpcConnection, CancellationToken, Task<IAsyncDisposable>> ServeAsync,
    Func<MqttRpcConnection, CancellationToken, ValueTask> PingAsync,
    Func<MqttRpcConnection, CancellationToken, ValueTask<string>> OrderAsync);
