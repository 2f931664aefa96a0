using TypedMqttRpc.Benchmarks.Brokers;
using TypedMqttRpc.Benchmarks.Processes;

namespace TypedMqttRpc.Benchmarks.Measuring;

/// <summary>All processes of a run: they are started when a cell first needs them, and stay warm for the next.</summary>
internal sealed class Bench(RunSettings settings) : IAsyncDisposable
{
    private const int UrgentSession = -15;

    private readonly Dictionary<string, BrokerProcess> _brokers = [];
    private readonly Dictionary<(string Broker, string Side, int Services), Ends> _ends = [];
    private readonly List<RoleProcess> _spinners = [];

    /// <summary>The processes that keep the processors awake; what they use is no disturbance.</summary>
    public IEnumerable<int> Spinners => _spinners.Select(static spinner => spinner.Id);

    /// <summary>What is done against noise, and what cannot be.</summary>
    public async Task<string> PrepareAsync()
    {
        List<string> notes = [];
        if (Placement.TryHurry())
        {
            notes.Add("measured processes run before others of this session");
        }

        if (settings.IsUrgent && Placement.TrySetSession(UrgentSession))
        {
            notes.Add("this session runs before others");
        }

        if (settings.UseSpinners && Placement.Works(Placement.Idle(0)))
        {
            for (int processor = 0; processor < Environment.ProcessorCount; processor++)
            {
                _spinners.Add(await RoleProcess.StartAsync(Placement.Idle(processor), "spinner"));
            }

            notes.Add("idle processors are kept awake");
        }

        return notes.Count > 0 ? string.Join(", ", notes) : "nothing is done against noise";
    }

    /// <returns><see langword="null"/> where there is none.</returns>
    public async Task<BrokerProcess?> BrokerAsync(string name)
    {
        if (name == BrokerTable.Direct)
        {
            return null;
        }

        if (!_brokers.TryGetValue(name, out BrokerProcess? broker))
        {
            _brokers.Add(name, broker = await BrokerProcess.StartAsync(name));
        }

        return broker;
    }

    public async Task<Ends> EndsAsync(Cell cell)
    {
        (string, string, int) key = (cell.Broker, cell.Side, cell.Services);
        if (!_ends.TryGetValue(key, out Ends? ends))
        {
            _ends.Add(key, ends = await Ends.StartAsync(cell, (await BrokerAsync(cell.Broker))?.Uri));
        }

        return ends;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (IAsyncDisposable process in _ends.Values.Cast<IAsyncDisposable>().Concat(_brokers.Values).Concat(_spinners))
        {
            await process.DisposeAsync();
        }

        if (settings.IsUrgent)
        {
            Placement.TrySetSession(0);
        }
    }
}
