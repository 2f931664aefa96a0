using System.Text.Json;
using TypedMqttRpc.Benchmarks.Brokers;
using TypedMqttRpc.Benchmarks.Measuring;
using TypedMqttRpc.Benchmarks.Processes;
using TypedMqttRpc.Benchmarks.Roles;
using TypedMqttRpc.Benchmarks.Sides;

namespace TypedMqttRpc.Benchmarks.Goals;

/// <summary>The goal that is about memory more than about time: very many calls at once.</summary>
/// <remarks>Over sockets to a server in another process, so that the heap that is weighed is the caller's alone.</remarks>
internal sealed record PendingCalls() : Goal("S2", "Very many calls at once")
{
    private const double BytesPerCall = 400;
    private const double HeapBytes = 2 * PendingReport.Waiting * BytesPerCall;
    private const double SweepMicroseconds = 1_000;

    public override TimeSpan Estimate(RunSettings settings) => TimeSpan.FromSeconds(6);

    public override async Task<IReadOnlyList<Verdict>> JudgeAsync(Bench bench, RunSettings settings, Results results)
    {
        // Of its own: a server of the other goals would hold these calls too, and have no place for its own for as long.
        await using BrokerProcess broker = await BrokerProcess.StartAsync(BrokerTable.Batching);
        string uri = broker.Uri;
        await using RoleProcess server = await RoleProcess.StartAsync([], "server", SideTable.Typed, uri, "1");
        await using RoleProcess caller = await RoleProcess.StartAsync([], "pending", uri);
        _ = await caller.ReadAsync();
        await server.AskAsync(ServerRole.Release);
        PendingReport report = JsonSerializer.Deserialize<PendingReport>(await caller.AskAsync("go"))!;
        return
        [
            Verdict.Of(report.BytesPerCall <= BytesPerCall, $"{report.BytesPerCall:F0} B of the caller's heap for each of {PendingReport.Waiting:#,0} waiting calls, wanted ≤ {BytesPerCall:F0} B"),
            Verdict.Of(report.SweepUs <= SweepMicroseconds, $"{report.SweepUs:#,0} µs for a sweep of their deadlines, wanted ≤ {SweepMicroseconds:#,0} µs"),
            Verdict.Of(report.HeapBytes <= HeapBytes, $"{report.HeapBytes / 1e6:F2} MB of heap after {PendingReport.Asked:#,0} were asked for at once, wanted ≤ {HeapBytes / 1e6:F2} MB"),
            Verdict.Of(
                report.Refused == PendingReport.Asked - PendingReport.Waiting && report.Failed == 0,
                $"{report.Refused:#,0} refused as {RpcStatus.ResourceExhausted}, wanted {PendingReport.Asked - PendingReport.Waiting:#,0}; {report.Failed:#,0} failed otherwise, wanted 0"),
            Verdict.Of(report.Answered == PendingReport.Waiting, $"{report.Answered:#,0} answered, wanted {PendingReport.Waiting:#,0}"),
        ];
    }
}
