namespace TypedMqttRpc.Generators.Tests.Contracts;

/// <summary>What parameters, their names and their default values become.</summary>
public class ParameterTests
{
    [Fact]
    public void Default_values_of_every_kind() => Snapshot.Match(Consumer.Generate("""
        using System;
        using System.Threading.Tasks;
        using TypedMqttRpc;

        namespace Home;

        public enum Unit { Celsius, @default, Kelvin = -5 }

        [Flags]
        public enum Days : ulong { Monday = 1, Tuesday = 2 }

        public struct Point { public int X; }

        [MqttService("defaults")]
        public partial interface IDefaults
        {
            Task NumbersAsync(sbyte a = -1, byte b = 2, short c = short.MinValue, ushort d = 4, int e = int.MinValue, uint f = uint.MaxValue, long g = long.MinValue, ulong h = ulong.MaxValue, nint i = 9);

            Task FractionsAsync(double a = double.NaN, double b = double.NegativeInfinity, double c = -0.0, double d = 0.1, double e = 1e300, float f = float.NaN, float g = -0f, float h = 0.1f, float i = float.PositiveInfinity, decimal j = 1.50m, double k = 5);

            Task TextAsync(string a = "say \"hi\"\r\n\tto \\ {0} \u2028 ä", char b = '\'', char c = '\n', string d = "");

            Task EnumsAsync(Unit a = Unit.Kelvin, Unit b = Unit.@default, Unit c = (Unit)42, Unit d = (Unit)(-7), Days e = Days.Monday | Days.Tuesday, Unit? f = Unit.Celsius, Unit? g = null);

            Task NothingAsync(bool a = true, bool? b = false, string? c = null, int? d = null, int? e = 5, long? f = 6, byte? g = 7, Point h = default, Guid i = default, string j = null!, Point? k = null, decimal? l = -2.5m);

            Task OneAsync(Point point = default);
        }
        """));

    [Fact]
    public void A_parameter_array() => Snapshot.Match(Consumer.Generate("""
        using System.Threading;
        using System.Threading.Tasks;
        using TypedMqttRpc;

        namespace Home;

        [MqttService("math")]
        public partial interface IMath
        {
            Task<int> SumAsync(params int[] values);

            Task<string> FormatAsync(string format, CancellationToken cancellationToken, params object?[]? values);
        }
        """));

    [Fact]
    public void The_cancellation_token_stands_anywhere_or_nowhere() => Snapshot.Match(Consumer.Generate("""
        using System.Threading;
        using System.Threading.Tasks;
        using TypedMqttRpc;

        namespace Home;

        [MqttService("math")]
        public partial interface IMath
        {
            Task FirstAsync(CancellationToken stop, int a, int b);

            Task MiddleAsync(int a, CancellationToken stop, int b = 1);

            Task LastAsync(int a, int b, CancellationToken stop = default);

            Task OnlyAsync(CancellationToken stop);

            Task NoneAsync(int a);
        }
        """));

    [Fact]
    public void Names_that_are_keywords() => Snapshot.Match(Consumer.Generate("""
        using System.Threading.Tasks;
        using TypedMqttRpc;

        namespace @namespace
        {
            public record @class(int @int);

            [MqttService("k/{event}/{object}")]
            public partial interface @interface
            {
                Task<@class> @return(string @event, int @params, string @string = "x");

                Task @if(@class @switch);
            }
        }
        """));

    [Fact]
    public void Names_that_generated_code_uses_as_well() => Snapshot.Match(Consumer.Generate("""
        using System.Threading;
        using System.Threading.Tasks;
        using TypedMqttRpc;

        namespace Home;

        [MqttService("odd/{invoker}/{service}", Name = "odd")]
        public partial interface IOdd
        {
            Task FirstAsync(int service, int request, int arguments, CancellationToken cancellationToken);

            Task SecondAsync(int invoker, int binder, int tokens, int value, int OddContract, int OddClient);

            Task ThirdAsync(int Service, int global);

            Task FourthAsync(int _, int __);
        }
        """));

    [Fact]
    public void Names_that_a_tuple_refuses() => Snapshot.Match(Consumer.Generate("""
        using System.Threading.Tasks;
        using TypedMqttRpc;

        namespace Home;

        [MqttService("tuples")]
        public partial interface ITuples
        {
            Task FirstAsync(int Item2, int Item1, int Rest, int ToString, int Equals, int GetHashCode, int CompareTo, int Deconstruct, int ItemX, int Item);

            Task SecondAsync(int RestValue, int Rest);

            Task ThirdAsync(int Rest);
        }
        """));

    [Fact]
    public void Tokens_that_are_parameters() => Snapshot.Match(Consumer.Generate("""
        using System;
        using System.Threading.Tasks;
        using TypedMqttRpc;

        namespace Home;

        public enum Floor { Ground, First }

        [MqttService("home/{floor}/{room}/{deviceId}/{slot}")]
        public partial interface IDevices
        {
            Task<double> GetAsync(Floor floor, Guid room, string deviceId, ushort slot);

            Task SetAsync(double value, Floor floor, Guid room, string deviceId, ushort slot, int priority = 3);
        }
        """));

    [Fact]
    public void A_method_whose_only_parameter_is_a_token() => Snapshot.Match(Consumer.Generate("""
        using System.Threading;
        using System.Threading.Tasks;
        using TypedMqttRpc;

        namespace Home;

        [MqttService("devices/{deviceId}")]
        public partial interface IDevices
        {
            Task<double> GetAsync(string deviceId, CancellationToken cancellationToken = default);

            Task ResetAsync(string? deviceId);
        }
        """));

    [Fact]
    public void Nullability_is_carried_over() => Snapshot.Match(Consumer.Generate("""
        using System.Collections.Generic;
        using System.Threading.Tasks;
        using TypedMqttRpc;

        namespace Home;

        [MqttService("store")]
        public partial interface IStore
        {
            Task PutAsync(string key, string? value, Dictionary<string, string?>? tags, int?[] numbers, string?[]? names, (string A, string? B) pair);
        }
        """));

    [Fact]
    public void Code_without_nullability_lets_null_pass() => Snapshot.Match(Consumer.Generate("""
        #nullable disable
        using System.Collections.Generic;
        using System.Threading.Tasks;
        using TypedMqttRpc;

        namespace Home;

        [MqttService("store")]
        public partial interface IStore
        {
            Task<string> PutAsync(string key, List<string> tags, int number, string note = null);
        }
        """));

    [Fact]
    public void Values_of_type_object_and_dynamic() => Snapshot.Match(Consumer.Generate("""
        using System.Threading.Tasks;
        using TypedMqttRpc;

        namespace Home;

        [MqttService("bag")]
        public partial interface IBag
        {
            Task<object> PutAsync(dynamic value);

            Task<dynamic?> SwapAsync(dynamic? first, object second);
        }
        """));
}
