using TypedMqttRpc;

namespace Template._1;

/// <summary>A sensor. {sensorId} is a level of its topic: clients say which one they call, servers which one they are.</summary>
[MqttService("demo/{sensorId}/sensor")]
public partial interface ISensor
{
    /// <summary>What it measures now. It may be asked twice, so a lost answer costs nothing.</summary>
    [MqttMethod(Idempotent = true)]
    ValueTask<Measurement> MeasureAsync(CancellationToken cancellationToken = default);

    /// <summary>Sets how often it measures by itself.</summary>
    ValueTask SetIntervalAsync(TimeSpan interval, CancellationToken cancellationToken = default);
}
