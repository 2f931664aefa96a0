using TypedMqttRpc;

namespace Home;

/// <summary>A thermostat in a room.</summary>
[MqttService("home/{deviceId}/thermostat")]
public partial interface IThermostat
{
    /// <summary>What the thermostat measures now.</summary>
    [MqttMethod(Idempotent = true, TimeoutMs = 2_000)]
    ValueTask<Reading> GetReadingAsync(Unit unit = Unit.Celsius, CancellationToken cancellationToken = default);

    /// <summary>Sets the temperature to keep.</summary>
    [RpcFault(typeof(OutOfRange))]
    ValueTask SetTargetAsync(double celsius, CancellationToken cancellationToken = default);

    /// <summary>Blinks, so that a person can find the device. Nobody waits for an answer.</summary>
    [MqttMethod(OneWay = true)]
    ValueTask BlinkAsync(CancellationToken cancellationToken = default);

    /// <summary>Calibrates the sensor, which takes five seconds.</summary>
    /// <returns>By how many degrees it was off.</returns>
    ValueTask<double> CalibrateAsync(CancellationToken cancellationToken = default);
}
