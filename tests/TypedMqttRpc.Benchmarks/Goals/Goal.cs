using TypedMqttRpc.Benchmarks.Measuring;

namespace TypedMqttRpc.Benchmarks.Goals;

/// <summary>What this library promises about speed, in checks.</summary>
/// <param name="Id">A letter and a number, for the command line.</param>
/// <param name="Title">The promise in one sentence.</param>
/// <param name="Checks">All must hold.</param>
/// <param name="IsQuick">Whether <c>--quick</c> looks at it too.</param>
internal sealed record Goal(string Id, string Title, IReadOnlyList<Check> Checks, bool IsQuick = true)
{
    /// <summary>Prints what was found.</summary>
    /// <returns>Whether the promise is kept.</returns>
    public bool Tell(Results results, TextWriter output)
    {
        Verdict[] verdicts = [.. Checks.Select(check => check.Evaluate(results))];
        bool passed = verdicts.All(static verdict => verdict.Passed);
        output.WriteLine($"\n{Id} {(passed ? "PASS" : "FAIL")}  {Title}");
        Array.ForEach(verdicts, verdict => output.WriteLine($"   {verdict}"));
        return passed;
    }
}
