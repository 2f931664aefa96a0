using TypedMqttRpc.Benchmarks.Processes;

namespace TypedMqttRpc.Benchmarks.Measuring;

/// <summary>The caller's and the server's process of one side at one broker.</summary>
internal sealed class Ends : IAsyncDisposable
{
    private readonly HashSet<(int Qos, int Payload, int InFlight)> _warm = [];

    private Ends(RoleProcess caller, RoleProcess server)
    {
        Caller = caller;
        Server = server;
    }

    public RoleProcess Caller { get; }

    public RoleProcess Server { get; }

    /// <param name="cell">Whose ends they are.</param>
    /// <param name="broker">The broker's address; <see langword="null"/> where there is none, so that the server says where it is.</param>
    public static async Task<Ends> StartAsync(Cell cell, string? broker)
    {
        RoleProcess server = await RoleProcess.StartAsync([], "server", cell.Side, broker ?? string.Empty, $"{cell.Services}");
        return new(await RoleProcess.StartAsync([], "caller", cell.Side, broker ?? server.Greeting, $"{cell.Services}"), server);
    }

    /// <summary>Lets the code of both run hot, once for each kind of load: many calls at once, and then one after the other where that is measured.</summary>
    public async Task WarmUpAsync(Cell cell, RunSettings settings)
    {
        await WarmUpAsync(cell, cell.Payload >= Contract.Parcels.Large ? 4 : 64, settings);
        if (cell.InFlight == 1)
        {
            await WarmUpAsync(cell, 1, settings);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Caller.DisposeAsync();
        await Server.DisposeAsync();
    }

    private async Task WarmUpAsync(Cell cell, int inFlight, RunSettings settings)
    {
        if (_warm.Add((cell.Qos, cell.Payload, inFlight)))
        {
            await Caller.AskAsync($"warm {cell.Qos} {cell.Payload} {inFlight} {settings.WarmUpCalls} {settings.WarmUpLimit.TotalMilliseconds:F0}");
        }
    }
}
