namespace TypedMqttRpc.Faults.Runner;

/// <summary>How a scenario ended.</summary>
internal sealed record ScenarioResult(Scenario Scenario, TimeSpan Took, string Figures, IReadOnlyList<string> Failures)
{
    public bool Passed => Failures.Count == 0;

    /// <summary>One line: id, load, fault, figures, verdict.</summary>
    public override string ToString() =>
        $"{(Passed ? "PASS" : "FAIL")}  {Scenario.Id,-18} {Scenario.Load} | {Scenario.Fault} | {Figures} | {Took.TotalSeconds:0.0} s{(Passed ? null : $" | {string.Join("; ", Failures.Select(OneLine))}")}";

    private static string OneLine(string text) => text.ReplaceLineEndings(" ") is { Length: > 600 } longText ? longText[..600] + "…" : text.ReplaceLineEndings(" ");
}
