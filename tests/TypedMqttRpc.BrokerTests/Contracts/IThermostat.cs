namespace TypedMqttRpc.BrokerTests.Contracts;

/// <summary>The service that the documented access control file is for.</summary>
[MqttService("home/{deviceId}/thermostat")]
public partial interface IThermostat
{
    ValueTask<double> ReadAsync(CancellationToken cancellationToken = default);
}

internal sealed class Thermostat : IThermostat
{
    public ValueTask<double> ReadAsync(CancellationToken cancellationToken = default) => new(20.5);
}
