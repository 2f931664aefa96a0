namespace TypedMqttRpc.Tests.Calling;

/// <summary>What the tests of calling call.</summary>
[MqttService("test/probe", Name = "Probe")]
public partial interface IProbe
{
    ValueTask<string> GetAsync(int number, CancellationToken cancellationToken = default);

    ValueTask<string?> FindAsync(CancellationToken cancellationToken = default);

    ValueTask SetAsync(int number, CancellationToken cancellationToken = default);

    [MqttMethod(TimeoutMs = 2_000)]
    ValueTask QuickAsync(CancellationToken cancellationToken = default);

    [MqttMethod(OneWay = true)]
    ValueTask TellAsync(string text, CancellationToken cancellationToken = default);
}
