namespace TypedMqttRpc.BrokerTests.Contracts;

/// <summary>A service whose instances share their calls.</summary>
[MqttService("test/shared", Group = "workers")]
public partial interface IShared
{
    ValueTask<string> TakeAsync(int number, CancellationToken cancellationToken = default);
}

internal sealed class Shared(string name, Action<int>? taken = null) : IShared
{
    public ValueTask<string> TakeAsync(int number, CancellationToken cancellationToken = default)
    {
        taken?.Invoke(number);
        return new(name);
    }
}
