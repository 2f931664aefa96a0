using TypedMqttRpc.Faults.Runner;

namespace TypedMqttRpc.Faults.Ledger;

/// <summary>Compares what callers were told with what servers did. Every scenario with a ledger ends here.</summary>
internal static class Checker
{
    /// <summary>How much later than its deadline a call may end, as promised.</summary>
    private static readonly TimeSpan MaxOverrun = TimeSpan.FromMilliseconds(250);

    /// <summary>Requires what is promised of every call, whatever went wrong around it.</summary>
    /// <param name="run">What is told of violations, and of the figures.</param>
    /// <param name="callers">What callers were told.</param>
    /// <param name="executions">How often each id ran.</param>
    public static Verdict Check(Run run, IEnumerable<CallerLedger> callers, IReadOnlyDictionary<long, int> executions)
    {
        var verdict = new Verdict();
        foreach (CallRecord call in callers.SelectMany(static ledger => ledger.Calls))
        {
            verdict.Add(call, executions.GetValueOrDefault(call.Id));
        }

        run.Figure($"calls {verdict.Started}, ok {verdict.OkShare:0.##} %, hung {verdict.Hung}, twice {verdict.Twice}, lies {verdict.Lies}, max {verdict.Longest.TotalMilliseconds:0} ms, overrun {verdict.Overrun.TotalMilliseconds:0} ms{verdict.DescribeErrors()}");
        run.Require(verdict.Started > 0, "no call was made");
        run.Require(verdict.Hung == 0, $"{verdict.Hung} calls never ended");
        run.Require(verdict.EndedTwice == 0, $"{verdict.EndedTwice} calls ended twice");
        run.Require(verdict.Twice == 0, $"{verdict.Twice} calls of a method that is not idempotent ran twice");
        run.Require(verdict.OkNotRun == 0, $"{verdict.OkNotRun} successful calls did not run exactly once");
        run.Require(verdict.Lies == 0, $"{verdict.Lies} calls ran although their error says NotExecuted");
        run.Require(verdict.WrongNonce == 0, $"{verdict.WrongNonce} answers belong to other calls");
        run.Require(verdict.Untyped == 0, $"{verdict.Untyped} calls ended with something other than an RpcException: {verdict.FirstUntyped}");
        run.Require(verdict.Overrun <= MaxOverrun, $"a call ended {verdict.Overrun.TotalMilliseconds:0} ms after its deadline");
        return verdict;
    }

    /// <summary>The same, and nothing may have failed.</summary>
    public static Verdict CheckAllOk(Run run, IEnumerable<CallerLedger> callers, IReadOnlyDictionary<long, int> executions)
    {
        Verdict verdict = Check(run, callers, executions);
        run.Require(verdict.Ok == verdict.Started, $"{verdict.Started - verdict.Ok} calls failed, first with: {verdict.FirstError}");
        return verdict;
    }
}
