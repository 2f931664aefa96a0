using TypedMqttRpc.Faults.Load;
using TypedMqttRpc.Faults.Runner;

namespace TypedMqttRpc.Faults.Scenarios.Handlers;

/// <summary>Handlers call their own service over their own connection, while they are called.</summary>
internal static class NestedCalls
{
    private const int Depth = 8;

    public static readonly Scenario Scenario = new("C-nested", "100 calls at one time", "each calls itself 8 deep", RunAsync);

    private static async Task RunAsync(Run run)
    {
        await using Cell cell = await Cell.StartAsync();
        IProbe client = cell.Client(TimeSpan.FromSeconds(10));
        int[] depths = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => client.NestAsync(Depth).AsTask()));
        run.Figure($"answered {depths.Count(static depth => depth == Depth)} of 100");
        run.Require(depths.All(static depth => depth == Depth), "a chain was cut");
    }
}
