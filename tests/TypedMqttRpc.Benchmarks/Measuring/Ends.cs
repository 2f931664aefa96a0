using TypedMqttRpc.Benchmarks.Processes;

namespace TypedMqttRpc.Benchmarks.Measuring;

/// <summary>The caller's and the server's process of one side at one broker.</summary>
internal sealed class Ends : IAsyncDisposable
{
    private readonly HashSet<(int Qos, int Payload)> _warm = [];

    private Ends(RoleProcess caller, RoleProcess server)
    {
        Caller = caller;
        Server = server;
    }

    public RoleProcess Caller { get; }

    public RoleProcess Server { get; }

    public static async Task<Ends> StartAsync(IReadOnlyList<string> prefix, Cell cell, string uri)
    {
        RoleProcess server = await RoleProcess.StartAsync(prefix, "server", cell.Side, uri, $"{cell.Services}");
        return new(await RoleProcess.StartAsync(prefix, "caller", cell.Side, uri, $"{cell.Services}"), server);
    }

    /// <summary>Lets the code of both run hot, once for each kind of load.</summary>
    public async Task WarmUpAsync(Cell cell, RunSettings settings)
    {
        if (_warm.Add((cell.Qos, cell.Payload)))
        {
            int inFlight = cell.Payload >= Contract.Parcels.Large ? 4 : 64;
            await Caller.AskAsync($"warm {cell.Qos} {cell.Payload} {inFlight} {settings.WarmUpCalls} {settings.WarmUpLimit.TotalMilliseconds:F0}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Caller.DisposeAsync();
        await Server.DisposeAsync();
    }
}
