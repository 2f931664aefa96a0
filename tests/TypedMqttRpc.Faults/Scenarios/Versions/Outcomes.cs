using TypedMqttRpc.Faults.Runner;

namespace TypedMqttRpc.Faults.Scenarios.Versions;

/// <summary>How calls ended, beside how they must, and how often the service ran.</summary>
internal sealed class Outcomes(Run run)
{
    private int _executions;

    public int Executions => Volatile.Read(ref _executions);

    public int Count { get; private set; }

    public int Right { get; private set; }

    public void OnExecuted() => Interlocked.Increment(ref _executions);

    public static async Task<RpcStatus> StatusOfAsync<T>(Func<ValueTask<T>> call)
    {
        try
        {
            await call();
            return RpcStatus.Ok;
        }
        catch (RpcException error)
        {
            return error.Status;
        }
    }

    public async Task ExpectAsync<T>(string what, Func<ValueTask<T>> call, object expected, bool runs = true)
    {
        int before = Executions;
        object? outcome;
        try
        {
            outcome = await call();
        }
        catch (RpcException error)
        {
            outcome = $"{error.Status}/{error.Execution} {error.Field}";
        }

        int ran = Executions - before;
        bool isRight = Equals(outcome, expected) && ran == (runs ? 1 : 0);
        Count++;
        Right += isRight ? 1 : 0;
        run.Require(isRight, $"{what}: {outcome}, where '{expected}' is right; ran {ran} times");
    }
}
