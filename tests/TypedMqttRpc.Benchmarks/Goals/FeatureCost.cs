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
    private const string OneProcessor = "0";

    public override TimeSpan Estimate(RunSettings settings) => TimeSpan.FromSeconds(9) + (2.5 * settings.Repetitions * settings.Window);

    public override async Task<IReadOnlyList<Verdict>> JudgeAsync(Bench bench, RunSettings settings, Results results)
    {
        await using RoleProcess role = await RoleProcess.StartAsync([], "features", $"{settings.Window.TotalMilliseconds:F0}");
        Placement.Pin(role.Id, OneProcessor);
        List<FeatureCosts> costs = [];
        for (int i = 0; i < settings.Repetitions; i++)
        {
            costs.Add(JsonSerializer.Deserialize<FeatureCosts>(await role.AskAsync("run"))!);
        }

        Spread time = Of(static cost => cost.MicrosecondsMore);
        Spread bytes = Of(static cost => cost.BytesMore);
        return
        [
            Verdict.Of(
                time.Median <= Microseconds,
                $"{time.Median:F2} µs [{time.Min:F2}..{time.Max:F2}]  wanted ≤ {Microseconds} µs: processor time of both ends, {Of(static cost => cost.Typed.CpuUs).Median:F2} µs with everything on and {Of(static cost => cost.Bare.CpuUs).Median:F2} µs bare"),
            Verdict.Of(
                bytes.Median <= 0,
                $"{bytes.Median:F0} B [{bytes.Min:F0}..{bytes.Max:F0}]  wanted ≤ 0 B: bytes of both ends, {Of(static cost => cost.Typed.Bytes).Median:F0} B with everything on and {Of(static cost => cost.Bare.Bytes).Median:F0} B bare"),
        ];

        Spread Of(Func<FeatureCosts, double> figure) => Spread.Of(costs.Select(figure));
    }
}
