namespace TypedMqttRpc.Generators.Tests;

/// <summary>What methods, results and settings become.</summary>
public class MethodSnapshotTests
{
    [Fact]
    public void A_thermostat() => Snapshot.Match(Consumer.Generate("""
        using System.Threading;
        using System.Threading.Tasks;
        using MessagePack;
        using TypedMqttRpc;

        namespace Home;

        public enum Unit { Celsius, Fahrenheit }

        [MessagePackObject]
        public sealed record Reading([property: Key(0)] string DeviceId, [property: Key(1)] double Value);

        /// <summary>A thermostat in a room.</summary>
        [MqttService("home/{deviceId}/thermostat", Group = "thermostats")]
        public partial interface IThermostat
        {
            /// <summary>What it measures.</summary>
            [MqttMethod(Idempotent = true, TimeoutMs = 2_000)]
            ValueTask<Reading> GetReadingAsync(Unit unit = Unit.Celsius, CancellationToken cancellationToken = default);

            ValueTask SetTargetAsync(double celsius, CancellationToken cancellationToken = default);

            [MqttMethod(OneWay = true)]
            ValueTask BlinkAsync();
        }
        """));
}
