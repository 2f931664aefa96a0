namespace TypedMqttRpc.GeneratorBenchmarks.Sides;

/// <summary>Contracts of this library.</summary>
internal sealed class MqttSide : Side
{
    public override string Name => "TypedMqttRpc";

    public override string Unit => "contracts";

    public override IReadOnlyList<string> Assemblies => [typeof(Generators.MqttServiceGenerator).Assembly.Location];

    public override string Member => "StartAsync";

    public override string Source(int number) => $$"""
        using System;
        using System.Collections.Generic;
        using System.Threading;
        using System.Threading.Tasks;
        using MessagePack;
        using TypedMqttRpc;

        namespace Plant.Hall{{number % 10}};

        {{Comment}}
        [MessagePackObject]
        public sealed record Reading{{number}}([property: Key(0)] string Sensor, [property: Key(1)] double Value, [property: Key(2)] DateTime At);

        /// <summary>Machine {{number}}.</summary>
        [MqttService("plant/{line}/machine{{number}}")]
        public partial interface IMachine{{number}}
        {
            /// <summary>Starts it.</summary>
            Task StartAsync(CancellationToken cancellationToken = default);

            Task StopAsync(string reason, bool isUrgent = false, CancellationToken cancellationToken = default);

            Task<bool> IsRunningAsync(CancellationToken cancellationToken = default);

            Task<Reading{{number}}> ReadAsync(string sensor, CancellationToken cancellationToken = default);

            Task<Reading{{number}}[]> HistoryAsync(string sensor, DateTime from, DateTime to, CancellationToken cancellationToken = default);

            Task<double> SetSpeedAsync(double speed, int rampSeconds = 3, CancellationToken cancellationToken = default);

            [MqttMethod(TimeoutMs = 30_000)]
            Task<string?> CalibrateAsync(Reading{{number}} reference, int samples, CancellationToken cancellationToken = default);

            ValueTask<IReadOnlyList<string>> SensorsAsync(CancellationToken cancellationToken = default);

            Task RecordAsync(Reading{{number}} reading, Guid batch, CancellationToken cancellationToken = default);

            Task<long> CountAsync(string? filter, CancellationToken cancellationToken = default);
        }
        """;
}
