using System.Text.Json;
using TypedMqttRpc.Benchmarks.Measuring;
using TypedMqttRpc.Benchmarks.Processes;
using TypedMqttRpc.Benchmarks.Roles;

namespace TypedMqttRpc.Benchmarks.Goals;

/// <summary>The goal that deadlines, cancellation, telemetry, remembering requests and types cost next to nothing: all of them against none, in one process.</summary>
internal sealed record FeatureCost() : Goal("F1", "Deadline, cancellation, unobserved telemetry, duplicate table and typed dispatch together")
{
    private const double Microseconds = 1.5;

    /// <summary>Where threads of both ends run at the same time, they spin while they wait for each other, which is no work.</summary>
    private static readonly string[] OneProcessor = Placement.Only(0);

    public override TimeSpan Estimate(RunSettings settings) => 2.5 * settings.Repetitions * settings.Window;

    public override async Task<IReadOnlyList<Verdict>> JudgeAsync(Bench bench, RunSettings settings, Results results)
    {
        await using RoleProcess role = await RoleProcess.StartAsync(Placement.Works(OneProcessor) ? OneProcessor : [], "features", $"{settings.Repetitions}", $"{settings.Window.TotalMilliseconds:F0}");
        FeatureReport report = JsonSerializer.Deserialize<FeatureReport>(await role.AskAsync("go"))!;
        Spread time = Spread.Of(report.TypedUs.Zip(report.BareUs, static (typed, bare) => typed - bare));
        Spread bytes = Spread.Of(report.TypedBytes.Zip(report.BareBytes, static (typed, bare) => typed - bare));
        return
        [
            Verdict.Of(
                time.Median <= Microseconds,
                $"{time.Median:F2} µs [{time.Min:F2}..{time.Max:F2}]  wanted ≤ {Microseconds} µs: processor time of both ends, {Spread.Of(report.TypedUs).Median:F2} µs with everything on and {Spread.Of(report.BareUs).Median:F2} µs bare"),
            Verdict.Of(
                bytes.Median <= 0,
                $"{bytes.Median:F0} B [{bytes.Min:F0}..{bytes.Max:F0}]  wanted ≤ 0 B: bytes of both ends, {Spread.Of(report.TypedBytes).Median:F0} B with everything on and {Spread.Of(report.BareBytes).Median:F0} B bare"),
        ];
    }
}
