using TypedMqttRpc.Benchmarks.Brokers;

namespace TypedMqttRpc.Benchmarks.Output;

/// <summary>Draws what a run has written with <c>--json</c>, and prints it as a Markdown table.</summary>
internal static class PlotProgram
{
    public static int Run(string input, string output)
    {
        CellLine[] cells = [.. JsonLines.ParseCells(File.ReadLines(input)).Where(IsBusy)
            .DistinctBy(static cell => (cell.Broker, cell.Qos, cell.Side))];
        if (cells.Length == 0)
        {
            throw new ArgumentException($"{input} has no line about {Goals.Rounds.Busy} calls in flight; run the goals T1 to T4.");
        }

        File.WriteAllText(output, BarChart.Draw(cells));
        MarkdownTable.Write(Console.Out, cells);
        return 0;
    }

    private static bool IsBusy(CellLine cell) => cell is { Broker: not (BrokerTable.Direct or BrokerTable.Nats), InFlight: Goals.Rounds.Busy, Payload: Contract.Parcels.Small, Services: 1, Pinned: false };
}
