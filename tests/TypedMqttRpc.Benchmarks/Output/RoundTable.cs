using System.Globalization;
using TypedMqttRpc.Benchmarks.Measuring;

namespace TypedMqttRpc.Benchmarks.Output;

/// <summary>Prints a round as a table: medians, with the smallest and the largest calls/s.</summary>
internal static class RoundTable
{
    public static void Write(TextWriter output, Round round, Results results)
    {
        output.WriteLine($"## {round.Name}");
        output.WriteLine($"{"side",-26}{"calls/s",8}{"",14}{"p50 µs",10}{"p99 µs",10}  CPU µs: {"caller",7}{"server",8}{"broker",8}  bytes: {"caller",7}{"server",8}  {"lost",5} {"noise",5}");
        foreach (Cell cell in round.Cells)
        {
            IReadOnlyList<Measurement> measured = results.Get(round, cell);
            Spread calls = Of(static one => one.CallsPerSecond);
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Label(cell, round),-26}{Short(calls.Median),8} {$"[{Short(calls.Min)}–{Short(calls.Max)}]",-13}{Time(Of(static one => one.P50Us)),10}{Time(Of(static one => one.P99Us)),10}          {Of(static one => one.CallerCpuUs).Median,7:F1}{Of(static one => one.ServerCpuUs).Median,8:F1}{Of(static one => one.BrokerCpuUs).Median,8:F1}         {Of(static one => one.CallerBytes).Median,7:F0}{Of(static one => one.ServerBytes).Median,8:F0}  {measured.Sum(static one => one.Lost),5} {Of(static one => one.Disturbance).Median,5:F2}"));

            Spread Of(Func<Measurement, double> figure) => Spread.Of(measured.Select(figure));
        }
    }

    /// <summary>The side, and whatever else is not the same in the whole round.</summary>
    private static string Label(Cell cell, Round round)
    {
        List<string> parts = [cell.Side];
        if (Differs(static one => one.Qos))
        {
            parts.Add($"QoS {cell.Qos}");
        }

        if (Differs(static one => one.InFlight))
        {
            parts.Add($"{cell.InFlight}");
        }

        if (round.Cells.Any(other => other.Broker != cell.Broker))
        {
            parts.Add(cell.Broker);
        }

        if (Differs(static one => one.Services))
        {
            parts.Add($"{cell.Services}");
        }

        return string.Join(' ', parts);

        bool Differs(Func<Cell, int> property) => round.Cells.Select(property).Distinct().Count() > 1;
    }

    private static string Time(Spread value) => value.Median >= 1e12 ? "∞" : value.Median.ToString("#,0", CultureInfo.InvariantCulture);

    private static string Short(double value) => value switch
    {
        >= 1e6 => string.Create(CultureInfo.InvariantCulture, $"{value / 1e6:F2}M"),
        >= 1e4 => string.Create(CultureInfo.InvariantCulture, $"{value / 1e3:F0}k"),
        >= 1e3 => string.Create(CultureInfo.InvariantCulture, $"{value / 1e3:F1}k"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{value:F0}"),
    };
}
