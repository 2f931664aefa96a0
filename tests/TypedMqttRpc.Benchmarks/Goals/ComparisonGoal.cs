using TypedMqttRpc.Benchmarks.Measuring;

namespace TypedMqttRpc.Benchmarks.Goals;

/// <summary>A promise about cells that take turns.</summary>
/// <param name="Id">A letter and a number, for the command line.</param>
/// <param name="Title">The promise in one sentence.</param>
/// <param name="Checks">All must hold.</param>
internal sealed record ComparisonGoal(string Id, string Title, IReadOnlyList<Check> Checks) : Goal(Id, Title)
{
    public override IReadOnlyList<Round> Rounds { get; } = [.. Checks.Select(static check => check.Round).Distinct()];

    public override Task<IReadOnlyList<Verdict>> JudgeAsync(Bench bench, RunSettings settings, Results results) =>
        Task.FromResult<IReadOnlyList<Verdict>>([.. Checks.Select(check => check.Evaluate(results))]);
}
