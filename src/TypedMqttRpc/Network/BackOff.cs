namespace TypedMqttRpc.Network;

/// <summary>
/// The pauses between attempts to connect. Each is random from zero up to a bound that doubles ("full jitter"), so that a fleet
/// that lost its broker at one moment does not come back at one moment.
/// </summary>
internal sealed class BackOff(Random random)
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    private TimeSpan _bound = Shortest;

    public TimeSpan Next()
    {
        TimeSpan pause = _bound * random.NextDouble();
        _bound = _bound * 2 < Longest ? _bound * 2 : Longest;
        return pause;
    }

    /// <summary>Goes straight to the longest bound: the broker refuses, and hammering it will not change that.</summary>
    public void SlowDown() => _bound = Longest;

    public void Reset() => _bound = Shortest;
}
