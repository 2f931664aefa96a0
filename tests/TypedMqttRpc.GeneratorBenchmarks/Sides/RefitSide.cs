namespace TypedMqttRpc.GeneratorBenchmarks.Sides;

/// <summary>The like over HTTP, with Refit.</summary>
internal sealed class RefitSide : Side
{
    public override string Name => "Refit";

    public override string Unit => "interfaces";

    public override IReadOnlyList<string> Assemblies { get; } = [Compared("InterfaceStubGeneratorV3.dll"), Compared("Refit.Analyzers.dll")];

    public override string Member => "StartAsync";

    public override string Source(int number) => $$"""
        using System;
        using System.Collections.Generic;
        using System.Threading;
        using System.Threading.Tasks;
        using Refit;

        namespace Plant.Hall{{number % 10}};

        {{Comment}}
        public sealed record Reading{{number}}(string Sensor, double Value, DateTime At);

        /// <summary>Machine {{number}}.</summary>
        public interface IMachine{{number}}
        {
            /// <summary>Starts it.</summary>
            [Post("/machine{{number}}/start")]
            Task StartAsync(CancellationToken cancellationToken = default);

            [Post("/machine{{number}}/stop")]
            Task StopAsync(string reason, bool isUrgent = false, CancellationToken cancellationToken = default);

            [Get("/machine{{number}}/running")]
            Task<bool> IsRunningAsync(CancellationToken cancellationToken = default);

            [Get("/machine{{number}}/{sensor}")]
            Task<Reading{{number}}> ReadAsync(string sensor, CancellationToken cancellationToken = default);

            [Get("/machine{{number}}/{sensor}/history")]
            Task<Reading{{number}}[]> HistoryAsync(string sensor, DateTime from, DateTime to, CancellationToken cancellationToken = default);

            [Put("/machine{{number}}/speed")]
            Task<double> SetSpeedAsync(double speed, int rampSeconds = 3, CancellationToken cancellationToken = default);

            [Post("/machine{{number}}/calibrate")]
            Task<string> CalibrateAsync([Body] Reading{{number}} reference, int samples, CancellationToken cancellationToken = default);

            [Get("/machine{{number}}/sensors")]
            Task<IReadOnlyList<string>> SensorsAsync(CancellationToken cancellationToken = default);

            [Post("/machine{{number}}/record")]
            Task RecordAsync([Body] Reading{{number}} reading, Guid batch, CancellationToken cancellationToken = default);

            [Get("/machine{{number}}/count")]
            Task<long> CountAsync(string? filter, CancellationToken cancellationToken = default);
        }
        """;
}
