namespace TypedMqttRpc.Generators.Tests.Contracts;

/// <summary>Members that cannot be remote throw, and leave the rest of the contract in order.</summary>
public class UnsupportedMemberTests
{
    [Fact]
    public void Members_that_are_not_methods() => Snapshot.Match(Consumer.Generate("""
        using System;
        using System.Threading.Tasks;
        using TypedMqttRpc;

        namespace Home;

        [MqttService("lamp")]
        public partial interface ILamp
        {
            Task OnAsync();

            int Level { get; }

            string? Colour { set; }

            double Heat { get; init; }

            ref int Counter { get; }

            ref readonly int Total { get; }

            int this[int index, string? name = null] { get; set; }

            event EventHandler? Changed;

            event Action<int> Blinked;
        }
        """));

    [Fact]
    public void Generic_methods() => Snapshot.Match(Consumer.Generate("""
        using System.Threading.Tasks;
        using TypedMqttRpc;

        namespace Home;

        [MqttService("lamp")]
        public partial interface ILamp
        {
            Task OnAsync();

            Task<T?> GetAsync<T>(T? value = default) where T : class;

            Task<T?> PutAsync<T>(T? value) where T : struct;

            Task<T?> TakeAsync<T, TKey>(TKey key, T? value) where TKey : notnull, new();

            T? Both<T>(T? value) where T : Task, new();
        }
        """));

    [Fact]
    public void Return_types_that_cannot_travel() => Snapshot.Match(Consumer.Generate("""
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Threading.Tasks;
        using TypedMqttRpc;

        namespace Home;

        [MqttService("lamp")]
        public partial interface ILamp
        {
            Task OnAsync();

            void Off();

            int GetLevel(int scale = 100);

            string? GetName();

            IAsyncEnumerable<int> WatchAsync(int every);

            Task<Task<int>> NestedAsync();

            Task<IAsyncEnumerable<int>> StreamAsync();

            Task<Action> CallbackAsync();

            ValueTask<Stream?> FileAsync();

            ref Task<int> Reference();

            ref readonly int ReadOnlyReference();
        }
        """));

    [Fact]
    public void Parameters_that_cannot_travel() => Snapshot.Match(Consumer.Generate("""
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Threading;
        using System.Threading.Tasks;
        using TypedMqttRpc;

        namespace Home;

        [MqttService("lamp/{level}")]
        public partial interface ILamp
        {
            Task OnAsync();

            Task RefAsync(ref int value);

            Task OutAsync(out string? value);

            Task InAsync(in int value);

            Task SpanAsync(ReadOnlySpan<byte> value);

            Task ScopedAsync(scoped Span<byte> value, scoped ref int other);

            unsafe Task PointerAsync(int* value);

            unsafe Task FunctionAsync(delegate*<int, void> value);

            Task DelegateAsync(Action<int> value);

            Task ProgressAsync(IProgress<int> value);

            Task TaskAsync(Task<int> value);

            Task StreamAsync(MemoryStream value);

            Task ManyAsync(IAsyncEnumerable<int> value);

            Task ServicesAsync(IServiceProvider value);

            Task TokensAsync(CancellationToken first, CancellationToken second);

            Task MaybeTokenAsync(CancellationToken? token = null);

            Task LevelAsync(double level);

            Task MaybeLevelAsync(int? level);
        }
        """));

    [Fact]
    public void Settings_that_are_out_of_range() => Snapshot.Match(Consumer.Generate("""
        using System.Threading.Tasks;
        using TypedMqttRpc;

        namespace Home;

        public static class Nothing { }

        [MqttService("lamp")]
        public partial interface ILamp
        {
            Task OnAsync();

            [MqttMethod(OneWay = true)]
            Task<int> OneWayAsync();

            [MqttMethod(Qos = 2)]
            Task QosAsync();

            [MqttMethod(TimeoutMs = -1)]
            Task TimeoutAsync();

            [MqttMethod(TimeoutMs = 86_400_001)]
            Task LongAsync();

            [MqttMethod(MaxRequestBytes = -5)]
            Task BytesAsync();

            [MqttMethod(Name = "a/b")]
            Task LevelsAsync();

            [MqttMethod(Name = "")]
            Task EmptyAsync();

            [RpcFault(typeof(System.Collections.Generic.List<>))]
            Task OpenFaultAsync();

            [RpcFault(typeof(Nothing))]
            Task StaticFaultAsync();
        }
        """));

    [Fact]
    public void Members_that_only_derived_types_see() => Snapshot.Match(Consumer.Generate("""
        using System.Threading.Tasks;
        using TypedMqttRpc;

        namespace Home;

        [MqttService("lamp")]
        public partial interface ILamp
        {
            Task OnAsync();

            protected Task SecretAsync(int value = 1);
        }
        """));
}
