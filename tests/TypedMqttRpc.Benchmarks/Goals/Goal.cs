using TypedMqttRpc.Benchmarks.Measuring;

namespace TypedMqttRpc.Benchmarks.Goals;

/// <summary>What this library promises about speed or memory.</summary>
/// <param name="Id">A letter and a number, for the command line.</param>
/// <param name="Title">The promise in one sentence.</param>
internal abstract record Goal(string Id, string Title)
{
    /// <summary>What must have been measured before it can be judged.</summary>
    public virtual IReadOnlyList<Round> Rounds => [];

    /// <summary>About how long judging takes beyond that.</summary>
    public virtual TimeSpan Estimate(RunSettings settings) => TimeSpan.Zero;

    /// <returns>What was found; all must have passed.</returns>
    public abstract Task<IReadOnlyList<Verdict>> JudgeAsync(Bench bench, RunSettings settings, Results results);
}
