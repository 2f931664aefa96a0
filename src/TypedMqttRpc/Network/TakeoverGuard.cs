namespace TypedMqttRpc.Network;

/// <summary>
/// Recognizes two clients with one client id, which take the connection from each other for ever (MQTT 5.0 section 3.1.4): several times in a
/// row it is lost the moment after it was made. Brokers need not say why.
/// </summary>
internal sealed class TakeoverGuard
{
    private const int Suspicious = 3;
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Stable = TimeSpan.FromSeconds(5);

    private int _inARow;

    /// <summary>What each attempt waits at least while the suspicion lasts.</summary>
    public TimeSpan Pause => IsSuspicious ? Stable : TimeSpan.Zero;

    public bool IsSuspicious => _inARow >= Suspicious;

    /// <param name="lasted">How long the connection lasted.</param>
    /// <returns>Whether the suspicion has just arisen.</returns>
    public bool OnLost(TimeSpan lasted)
    {
        _inARow = lasted < (IsSuspicious ? Stable : Moment) ? _inARow + 1 : 0;
        return _inARow == Suspicious;
    }
}
