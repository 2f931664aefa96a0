namespace TypedMqttRpc.Tests.Serving;

/// <summary>A service whose requests and results are numbers, so that all garbage of a call is the library's.</summary>
[MqttService("meters/{meterId}", Name = "Meter")]
public partial interface IMeter
{
    ValueTask<int> AddAsync(int a, int b, CancellationToken cancellationToken = default);

    ValueTask<int> AddWithContextAsync(int a, int b, CancellationToken cancellationToken = default);

    ValueTask<int> AddLaterAsync(int a, int b, CancellationToken cancellationToken = default);
}

internal sealed class Meter : IMeter
{
    public ValueTask<int> AddAsync(int a, int b, CancellationToken cancellationToken) => new(a + b);

    public ValueTask<int> AddWithContextAsync(int a, int b, CancellationToken cancellationToken) =>
        new(RpcContext.Current is { TimeLeft.Ticks: > 0, Method: "addWithContext" } ? a + b : -1);

    public async ValueTask<int> AddLaterAsync(int a, int b, CancellationToken cancellationToken)
    {
        await Task.Yield();
        return a + b;
    }
}
