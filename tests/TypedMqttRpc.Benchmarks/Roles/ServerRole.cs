using System.Diagnostics;
using System.Text.Json;
using TypedMqttRpc.Benchmarks.Contract;
using TypedMqttRpc.Benchmarks.Processes;
using TypedMqttRpc.Benchmarks.Sides;

namespace TypedMqttRpc.Benchmarks.Roles;

/// <summary>Answers calls, and tells for each line it reads how many there were and what they have cost.</summary>
internal static class ServerRole
{
    /// <summary>The line that lets held calls go.</summary>
    public const string Release = "release";

    public static async Task RunAsync(SideSettings settings)
    {
        ServerSide server = SideTable.Get(settings.Side).MakeServer();
        await server.StartAsync(settings);
        Console.WriteLine(server.Uri ?? "ready");
        while (Console.ReadLine() is { } line)
        {
            if (line == Release)
            {
                Echo.Release();
            }

            Console.WriteLine(JsonSerializer.Serialize(Reading.Take(static () =>
            {
                ProcessCost cost = ProcessCost.Now();
                return new ServerMark(Echo.Calls, cost.CpuUs, cost.Bytes, Stopwatch.GetElapsedTime(0).TotalSeconds);
            })));
        }
    }
}
