namespace TypedMqttRpc.Benchmarks.Output;

/// <summary>A goal in JSON lines, with its verdicts in words.</summary>
internal sealed record GoalLine(string Goal, bool Passed, string Title, IReadOnlyList<string> Verdicts);
