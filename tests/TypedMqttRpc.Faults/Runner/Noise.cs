namespace TypedMqttRpc.Faults.Runner;

/// <summary>The machine does other things as well: times get room, counts never do.</summary>
internal static class Noise
{
    private const int Factor = 5;

    /// <summary>The limit for a time that is short when nothing else runs.</summary>
    public static TimeSpan Room(double milliseconds) => TimeSpan.FromMilliseconds(milliseconds * Factor);
}
