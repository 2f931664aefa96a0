namespace TypedMqttRpc.Benchmarks.Measuring;

/// <summary>Lets the cells of a round take turns. What drifts during a run then hits all of them alike.</summary>
internal sealed class RoundRunner(Bench bench, RunSettings settings, Results results)
{
    private readonly CellMeter _meter = new(bench, settings);

    public async Task RunAsync(Round round)
    {
        for (int repetition = 0; repetition < settings.Repetitions; repetition++)
        {
            foreach (Cell cell in repetition % 2 == 0 ? round.Cells : round.Cells.Reverse())
            {
                results.Add(round, cell, await _meter.MeasureAsync(cell));
            }
        }
    }
}
