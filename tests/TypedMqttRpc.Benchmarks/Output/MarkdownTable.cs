using System.Globalization;
using TypedMqttRpc.Benchmarks.Measuring;

namespace TypedMqttRpc.Benchmarks.Output;

/// <summary>The figures of many calls in flight, for the README.</summary>
internal static class MarkdownTable
{
    public static void Write(TextWriter output, IReadOnlyList<CellLine> cells)
    {
        output.WriteLine("| Broker | QoS | Side | calls/s | CPU µs a call, caller + server | bytes allocated a call, caller + server |");
        output.WriteLine("|---|---|---|---|---|---|");
        foreach (CellLine cell in cells.OrderBy(static cell => cell.Broker, StringComparer.Ordinal).ThenBy(static cell => cell.Qos))
        {
            Spread calls = Spread.Of(cell.CallsPerSecond);
            double cpu = Spread.Of(cell.CallerCpuUs.Zip(cell.ServerCpuUs, static (caller, server) => caller + server)).Median;
            double bytes = Spread.Of(cell.CallerBytes.Zip(cell.ServerBytes, static (caller, server) => caller + server)).Median;
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {cell.Broker} | {cell.Qos} | {cell.Side} | {calls.Median:#,0} [{calls.Min:#,0}–{calls.Max:#,0}] | {cpu:0.0} | {bytes:#,0} |"));
        }
    }
}
