namespace TypedMqttRpc.Faults.Ledger;

/// <summary>The counts of a scenario's calls.</summary>
internal sealed class Verdict
{
    private readonly SortedDictionary<string, int> _errors = new(StringComparer.Ordinal);

    public int Started { get; private set; }

    public int Ok { get; private set; }

    public int Hung { get; private set; }

    public int EndedTwice { get; private set; }

    /// <summary>Calls of methods that are not idempotent, which ran more than once.</summary>
    public int Twice { get; private set; }

    /// <summary>Successful calls that did not run, or, not being idempotent, ran more than once.</summary>
    public int OkNotRun { get; private set; }

    /// <summary>Errors that say "NotExecuted" of calls which ran.</summary>
    public int Lies { get; private set; }

    public int WrongNonce { get; private set; }

    /// <summary>Calls that ended with something other than an <see cref="RpcException"/>; cancellation apart.</summary>
    public int Untyped { get; private set; }

    public string? FirstUntyped { get; private set; }

    public string? FirstError { get; private set; }

    public TimeSpan Longest { get; private set; }

    public TimeSpan Overrun { get; private set; }

    public double OkShare => Started == 0 ? 0 : 100.0 * Ok / Started;

    public void Add(CallRecord call, int executions)
    {
        Started++;
        Twice += !call.Idempotent && executions > 1 ? 1 : 0;
        if (!call.HasEnded)
        {
            Hung++;
            return;
        }

        EndedTwice += call.Ends > 1 ? 1 : 0;
        Longest = call.Took > Longest ? call.Took : Longest;
        Overrun = call.Overrun > Overrun ? call.Overrun : Overrun;
        if (call.Ok)
        {
            Ok++;
            OkNotRun += executions == 1 || (call.Idempotent && executions > 1) ? 0 : 1;
            WrongNonce += call.NonceMatches ? 0 : 1;
        }
        else
        {
            AddError(call, executions);
        }
    }

    public string DescribeErrors() =>
        _errors.Count == 0 ? string.Empty : $", {string.Join(", ", _errors.Select(static error => $"{error.Key} {error.Value}"))}";

    private void AddError(CallRecord call, int executions)
    {
        FirstError ??= call.Error!.Message;
        Lies += call.Execution == RpcExecution.NotExecuted && executions > 0 ? 1 : 0;
        string name = call.Status is { } status ? $"{status}/{call.Execution}" : call.Error!.GetType().Name;
        _errors[name] = _errors.GetValueOrDefault(name) + 1;
        if (call.Error is not (RpcException or OperationCanceledException))
        {
            Untyped++;
            FirstUntyped ??= call.Error!.ToString();
        }
    }
}
