namespace TypedMqttRpc.Benchmarks.Measuring;

/// <summary>Cells that take turns: only what was measured in the same repetition is compared.</summary>
/// <param name="Name">What the table is called.</param>
/// <param name="Cells">The cells, in the order of even repetitions; odd ones go backwards.</param>
internal sealed record Round(string Name, IReadOnlyList<Cell> Cells);
