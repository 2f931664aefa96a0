using System.Globalization;
using System.Text.Json;
using TypedMqttRpc.Benchmarks.Brokers;
using TypedMqttRpc.Benchmarks.Measuring;
using TypedMqttRpc.Benchmarks.Processes;
using TypedMqttRpc.Benchmarks.Roles;
using TypedMqttRpc.Benchmarks.Sides;

namespace TypedMqttRpc.Benchmarks.Goals;

/// <summary>The goal that is about memory instead of time: very many calls at once.</summary>
/// <remarks>Over sockets to a server in another process, so that the heap that is weighed is the caller's alone.</remarks>
internal static class PendingCalls
{
    public const string Id = "S2";

    private const double BytesPerCall = 400;
    private const double HeapBytes = 2 * PendingReport.Waiting * BytesPerCall;

    public static async Task<bool> RunAsync(Bench bench, TextWriter output)
    {
        string uri = (await bench.BrokerAsync(BrokerTable.Batching)).Uri;
        await using RoleProcess server = await RoleProcess.StartAsync([], "server", SideTable.Typed, uri, "1");
        await using RoleProcess caller = await RoleProcess.StartAsync([], "pending", uri);
        _ = await caller.ReadAsync();
        await server.AskAsync(ServerRole.Release);
        PendingReport report = JsonSerializer.Deserialize<PendingReport>(await caller.AskAsync("go"))!;

        (bool Passed, string Text)[] verdicts =
        [
            (report.BytesPerCall <= BytesPerCall, Text($"{report.BytesPerCall:F0} B of the caller's heap for each of {PendingReport.Waiting:#,0} waiting calls, wanted ≤ {BytesPerCall:F0} B")),
            (report.HeapBytes <= HeapBytes, Text($"{report.HeapBytes / 1e6:F2} MB of heap after {PendingReport.Asked:#,0} were asked for at once, wanted ≤ {HeapBytes / 1e6:F2} MB")),
            (report.Refused == PendingReport.Asked - PendingReport.Waiting && report.Failed == 0, Text($"{report.Refused:#,0} refused as {RpcStatus.ResourceExhausted}, {report.Failed:#,0} failed otherwise")),
            (report.Answered == PendingReport.Waiting, Text($"{report.Answered:#,0} answered, wanted {PendingReport.Waiting:#,0}")),
        ];
        bool passed = verdicts.All(static verdict => verdict.Passed);
        output.WriteLine($"\n{Id} {(passed ? "PASS" : "FAIL")}  Very many calls at once");
        Array.ForEach(verdicts, verdict => output.WriteLine($"   {(verdict.Passed ? "PASS" : "FAIL")}  {verdict.Text}"));
        return passed;
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
