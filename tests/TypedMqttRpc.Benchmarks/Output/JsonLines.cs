using System.Text.Json;
using TypedMqttRpc.Benchmarks.Measuring;

namespace TypedMqttRpc.Benchmarks.Output;

/// <summary>One line of JSON a cell, with what each repetition gave.</summary>
internal static class JsonLines
{
    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    public static IEnumerable<string> Describe(Round round, Results results) =>
        round.Cells.Select(cell => JsonSerializer.Serialize(CellLine.From(round, cell, results.Get(round, cell)), Options));

    public static CellLine Parse(string line) => JsonSerializer.Deserialize<CellLine>(line, Options) ?? throw new FormatException("A line is empty.");
}
