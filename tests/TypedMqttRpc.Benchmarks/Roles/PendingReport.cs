namespace TypedMqttRpc.Benchmarks.Roles;

/// <summary>What became of very many calls that were asked for at once.</summary>
/// <param name="BytesPerCall">The heap, after a collection, that one waiting call takes.</param>
/// <param name="SweepUs">Microseconds that one search for passed deadlines takes among the calls that wait.</param>
/// <param name="HeapBytes">What the heap had grown by when all had been asked for.</param>
/// <param name="Refused">Calls that failed because too many waited.</param>
/// <param name="Failed">Calls that failed in any other way.</param>
/// <param name="Answered">Calls that were answered.</param>
internal sealed record PendingReport(double BytesPerCall, double SweepUs, long HeapBytes, int Refused, int Failed, int Answered)
{
    public const int Waiting = 10_000;
    public const int Asked = 100_000;
}
