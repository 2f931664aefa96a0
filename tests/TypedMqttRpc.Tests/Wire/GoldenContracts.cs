using MessagePack;

namespace TypedMqttRpc.Tests.Wire;

/// <summary>What the golden calls call.</summary>
[MqttService("golden/lab", Name = "Lab")]
public partial interface IGoldenLab
{
    ValueTask PingAsync(CancellationToken cancellationToken = default);

    ValueTask<double> ScaleAsync(int left, long right, double factor, bool flag, string? note, CancellationToken cancellationToken = default);

    [MqttMethod(Qos = 0)]
    ValueTask<string> GreetAsync(string name, string greeting = "Hello", int times = 1, CancellationToken cancellationToken = default);

    ValueTask<GoldenReading> EchoAsync(GoldenReading reading, CancellationToken cancellationToken = default);

    ValueTask<string?> FindAsync(string key, CancellationToken cancellationToken = default);

    [RpcFault(typeof(GoldenFault))]
    ValueTask<int> SetTargetAsync(double celsius, CancellationToken cancellationToken = default);

    [MqttMethod(OneWay = true)]
    ValueTask BlinkAsync(byte times);
}

/// <summary>A service with a token that is a parameter.</summary>
[MqttService("golden/{room}/lamp", Name = "Lamp")]
public partial interface IGoldenLamp
{
    ValueTask<byte[]> SetAsync(string room, byte level, CancellationToken cancellationToken = default);
}

/// <summary>A service that knows its callers.</summary>
[MqttService("golden/vault", Name = "Vault", IdentifyCaller = true)]
public partial interface IGoldenVault
{
    ValueTask<string> OpenAsync(CancellationToken cancellationToken = default);
}

[MessagePackObject]
public sealed record GoldenReading([property: Key(0)] string DeviceId, [property: Key(1)] double Value, [property: Key(2)] DateTime At, [property: Key(3)] DayOfWeek Day);

[MessagePackObject]
public sealed record GoldenFault([property: Key(0)] double Lowest, [property: Key(1)] double Highest);

internal sealed class GoldenLab : IGoldenLab
{
    public ValueTask PingAsync(CancellationToken cancellationToken) => default;

    public ValueTask<double> ScaleAsync(int left, long right, double factor, bool flag, string? note, CancellationToken cancellationToken) => new((left + right) * factor);

    public ValueTask<string> GreetAsync(string name, string greeting, int times, CancellationToken cancellationToken) => new($"{greeting}, {name}!");

    public ValueTask<GoldenReading> EchoAsync(GoldenReading reading, CancellationToken cancellationToken)
    {
        RpcContext.Current!.ResponseHeaders.Add("node", "n1");
        return new(reading);
    }

    public ValueTask<string?> FindAsync(string key, CancellationToken cancellationToken) => new((string?)null);

    public ValueTask<int> SetTargetAsync(double celsius, CancellationToken cancellationToken) => celsius > 30
        ? throw new RpcFaultException<GoldenFault>(new(5, 30), "The target is too high.")
        : throw new RpcException(RpcStatus.InvalidArgument, "The target is too low.") { Field = "celsius" };

    public ValueTask BlinkAsync(byte times) => default;
}

internal sealed class GoldenLamp : IGoldenLamp
{
    public ValueTask<byte[]> SetAsync(string room, byte level, CancellationToken cancellationToken) => new([level, 0xFF]);
}

internal sealed class GoldenVault : IGoldenVault
{
    public ValueTask<string> OpenAsync(CancellationToken cancellationToken) => new($"open for {RpcContext.Current!.Caller}");
}
