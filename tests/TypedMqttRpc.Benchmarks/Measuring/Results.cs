namespace TypedMqttRpc.Benchmarks.Measuring;

/// <summary>What was measured: for each round its cells, for each cell its repetitions.</summary>
internal sealed class Results
{
    private readonly Dictionary<(string Round, Cell Cell), List<Measurement>> _measurements = [];

    public void Add(Round round, Cell cell, Measurement measurement)
    {
        if (!_measurements.TryGetValue((round.Name, cell), out List<Measurement>? list))
        {
            _measurements.Add((round.Name, cell), list = []);
        }

        list.Add(measurement);
    }

    public int Windows => _measurements.Values.Sum(static list => list.Count);

    /// <summary>In how many of them other work was in the way.</summary>
    public int DisturbedWindows => _measurements.Values.Sum(static list => list.Count(static measurement => measurement.IsDisturbed));

    public bool Has(Round round) => _measurements.ContainsKey((round.Name, round.Cells[^1]));

    public IReadOnlyList<Measurement> Get(Round round, Cell cell) => _measurements[(round.Name, cell)];
}
