using System.Text.Encodings.Web;
using System.Text.Json;
using TypedMqttRpc.Benchmarks.Goals;
using TypedMqttRpc.Benchmarks.Measuring;

namespace TypedMqttRpc.Benchmarks.Output;

/// <summary>One line of JSON a cell, with what each repetition gave, and one a goal.</summary>
internal static class JsonLines
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static IEnumerable<string> Describe(Round round, Results results) =>
        round.Cells.Select(cell => JsonSerializer.Serialize(CellLine.From(round, cell, results.Get(round, cell)), Options));

    public static string Describe(Goal goal, IReadOnlyList<Verdict> verdicts) =>
        JsonSerializer.Serialize(new GoalLine(goal.Id, verdicts.All(static verdict => verdict.Passed), goal.Title, [.. verdicts.Select(static verdict => $"{verdict}")]), Options);

    /// <summary>The cells among the lines of a file.</summary>
    public static IEnumerable<CellLine> ParseCells(IEnumerable<string> lines)
    {
        foreach (string line in lines)
        {
            using JsonDocument document = JsonDocument.Parse(line);
            if (!document.RootElement.TryGetProperty("goal", out _))
            {
                yield return document.Deserialize<CellLine>(Options) ?? throw new FormatException("A line is null.");
            }
        }
    }
}
