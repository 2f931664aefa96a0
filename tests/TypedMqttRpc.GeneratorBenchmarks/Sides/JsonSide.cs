namespace TypedMqttRpc.GeneratorBenchmarks.Sides;

/// <summary>Types with a <c>JsonSerializerContext</c> each, for System.Text.Json.</summary>
internal sealed class JsonSide : Side
{
    public override string Name => "System.Text.Json";

    public override string Unit => "types";

    public override IReadOnlyList<string> Assemblies { get; } = [Compared("System.Text.Json.SourceGeneration.dll")];

    public override string Member => "IsRunning";

    public override string Source(int number) => $$"""
        using System;
        using System.Collections.Generic;
        using System.Text.Json.Serialization;

        namespace Plant.Hall{{number % 10}};

        {{Comment}}
        public sealed record Reading{{number}}(string Sensor, double Value, DateTime At);

        /// <summary>Machine {{number}}.</summary>
        public sealed class Machine{{number}}
        {
            /// <summary>Whether it runs.</summary>
            public bool IsRunning { get; set; }

            public string? Reason { get; set; }

            public double Speed { get; set; }

            public int RampSeconds { get; set; } = 3;

            public DateTime From { get; set; }

            public Guid Batch { get; set; }

            public Reading{{number}}? Last { get; set; }

            public Reading{{number}}[] History { get; set; } = [];

            public IReadOnlyList<string> Sensors { get; set; } = [];

            public long Count { get; set; }
        }

        [JsonSerializable(typeof(Machine{{number}}))]
        internal sealed partial class Machine{{number}}Context : JsonSerializerContext;
        """;
}
