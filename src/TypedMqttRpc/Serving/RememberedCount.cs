using System.Runtime.InteropServices;

namespace TypedMqttRpc.Serving;

/// <summary>
/// How many requests are remembered, and of whom. Not asked for the next call of a known slot, which is what almost every request is.
/// </summary>
internal sealed class RememberedCount(DuplicateLimits limits)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _perCaller = new(StringComparer.Ordinal);
    private int _all;

    /// <returns>Whether there is room for one more.</returns>
    public bool TryAdd(string caller)
    {
        lock (_lock)
        {
            int ofCaller = _perCaller.GetValueOrDefault(caller);
            if (_all >= limits.Calls || ofCaller >= limits.CallsOfOneCaller)
            {
                return false;
            }

            _perCaller[caller] = ofCaller + 1;
            _all++;
            return true;
        }
    }

    public void Remove(string caller)
    {
        lock (_lock)
        {
            _all--;
            if (--CollectionsMarshal.GetValueRefOrAddDefault(_perCaller, caller, out _) == 0)
            {
                _perCaller.Remove(caller);
            }
        }
    }
}
