namespace TypedMqttRpc.Faults.Runner;

/// <summary>One run of a scenario: how large it is, what was measured, and what was not as it must be.</summary>
internal sealed class Run(bool isShort, int seed)
{
    private readonly Lock _lock = new();
    private readonly List<string> _figures = [];
    private readonly List<string> _failures = [];

    /// <summary>The form for every run of the tests: fewer repetitions of the same.</summary>
    public bool IsShort => isShort;

    public int Seed => seed;

    public Random Random { get; } = new(seed);

    /// <summary>How many kills or restarts soak asks for; <see langword="null"/> for the scenario's own number.</summary>
    public int? Repetitions { get; init; }

    public string Figures
    {
        get
        {
            lock (_lock)
            {
                return string.Join("; ", _figures);
            }
        }
    }

    public IReadOnlyList<string> Failures
    {
        get
        {
            lock (_lock)
            {
                return [.. _failures];
            }
        }
    }

    /// <summary>A number that is smaller in the short form.</summary>
    public int Count(int full, int inShort) => isShort ? inShort : full;

    public void Figure(string text)
    {
        lock (_lock)
        {
            _figures.Add(text);
        }
    }

    /// <summary>A scenario passes when everything it requires holds. All of it is looked at, not only the first.</summary>
    public void Require(bool holds, string otherwise)
    {
        if (!holds)
        {
            lock (_lock)
            {
                _failures.Add(otherwise);
            }
        }
    }
}
