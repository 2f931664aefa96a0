namespace TypedMqttRpc.Generators.Tests.Contracts;

/// <summary>What methods, results and settings become.</summary>
public class MethodTests
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

    [Fact]
    public void Each_of_the_four_return_types() => Snapshot.Match(Consumer.Generate("""
        using System.Threading.Tasks;
        using TypedMqttRpc;

        namespace Home;

        [MqttService("home/lamp")]
        public partial interface ILamp
        {
            Task SwitchOnAsync();

            Task<bool> ToggleAsync();

            ValueTask SwitchOffAsync();

            ValueTask<bool> IsOnAsync();
        }
        """));

    [Fact]
    public void Every_setting_of_a_method() => Snapshot.Match(Consumer.Generate("""
        using System.Threading.Tasks;
        using TypedMqttRpc;

        namespace Home;

        [MqttService("home/lamp")]
        public partial interface ILamp
        {
            [MqttMethod(Name = "get-level", Idempotent = true, TimeoutMs = 1_500, Qos = 1, MaxRequestBytes = 64)]
            Task<int> GetLevelAsync();

            [MqttMethod(OneWay = true, Qos = 0)]
            Task BlinkAsync(int times);

            [MqttMethod(TimeoutMs = 0, Qos = -1, MaxRequestBytes = 0, OneWay = false)]
            Task NothingSaidAsync();
        }
        """));

    [Fact]
    public void Declared_faults() => Snapshot.Match(Consumer.Generate("""
        using System.Threading.Tasks;
        using TypedMqttRpc;

        namespace Home;

        public sealed record OutOfRange(double Minimum, double Maximum);

        public sealed record Pair<T>(T First, T Second);

        [MqttService("home/thermostat")]
        public partial interface IThermostat
        {
            [RpcFault(typeof(OutOfRange))]
            [RpcFault(typeof(Pair<int>), Name = "ends")]
            [RpcFault(typeof(int[]))]
            Task SetTargetAsync(double celsius);
        }
        """));

    [Fact]
    public void Results_that_may_be_null() => Snapshot.Match(Consumer.Generate("""
        using System.Collections.Generic;
        using System.Threading.Tasks;
        using TypedMqttRpc;

        namespace Home;

        [MqttService("home/store")]
        public partial interface IStore
        {
            Task<string?> FindAsync(string key);

            ValueTask<int?> CountAsync();

            Task<List<string?>> ListAsync();

            Task<string>? MayBeNoTaskAsync();
        }
        """));

    [Fact]
    public void A_result_that_looks_like_none() => Snapshot.Match(Consumer.Generate("""
        using MessagePack;
        using System.Threading.Tasks;
        using TypedMqttRpc;

        namespace Home;

        [MqttService("home/lamp")]
        public partial interface ILamp
        {
            Task<Nil> PingAsync(int count);

            ValueTask<Nil> PongAsync();

            Task<(int Low, int High)> RangeAsync();
        }
        """));

    [Fact]
    public void Names_become_camel_case_topic_levels() => Snapshot.Match(Consumer.Generate("""
        using System.Threading.Tasks;
        using TypedMqttRpc;

        namespace Home;

        [MqttService("names")]
        public partial interface INames
        {
            Task GetReadingAsync();

            Task GetURLAsync();

            Task IPAddressAsync();

            Task XAsync();

            Task Async();

            Task already_small();

            Task ÄndernAsync();
        }
        """));

    [Fact]
    public void More_than_seven_parameters() => Snapshot.Match(Consumer.Generate("""
        using System.Threading;
        using System.Threading.Tasks;
        using TypedMqttRpc;

        namespace Home;

        [MqttService("math")]
        public partial interface IMath
        {
            Task<int> SumAsync(int a, int b, int c, int d, int e, int f, int g, int h, int i, CancellationToken cancellationToken = default);
        }
        """));
}
