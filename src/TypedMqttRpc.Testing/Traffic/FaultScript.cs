namespace TypedMqttRpc.Testing;

/// <summary>What is to happen to the next few packets that match a filter. Guarded by the broker's lock.</summary>
internal sealed class FaultScript<TFault>
    where TFault : struct
{
    private readonly List<Entry> _entries = [];

    public void Add(string filter, TFault fault, int count)
    {
        ArgumentException.ThrowIfNullOrEmpty(filter);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        _entries.Add(new(filter, fault) { Remaining = count });
    }

    /// <summary>Takes the oldest fault whose filter applies.</summary>
    public bool TryTake(Func<string, bool> applies, out TFault fault)
    {
        Entry? entry = _entries.Find(entry => applies(entry.Filter));
        fault = entry?.Fault ?? default;
        if (entry is { } && --entry.Remaining == 0)
        {
            _entries.Remove(entry);
        }

        return entry is not null;
    }

    private sealed class Entry(string filter, TFault fault)
    {
        public string Filter => filter;

        public TFault Fault => fault;

        public required int Remaining { get; set; }
    }
}
