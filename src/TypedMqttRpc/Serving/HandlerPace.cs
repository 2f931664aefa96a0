namespace TypedMqttRpc.Serving;

/// <summary>How long a handler keeps the thread on which it begins, learned from its calls. Of two that end at the same time one may not count.</summary>
internal sealed class HandlerPace
{
    /// <summary>So many calls in a row must have been quick.</summary>
    private const int Proof = 100;

    /// <summary>Beside this, waking another thread costs little.</summary>
    private static readonly TimeSpan Quick = TimeSpan.FromMilliseconds(1);

    private int _quickCalls;

    /// <summary>It neither blocks nor computes for long, as far as anybody has seen.</summary>
    public bool IsQuick => Volatile.Read(ref _quickCalls) >= Proof;

    /// <param name="time">From the call's beginning until it had ended, or waited for something without its thread.</param>
    public void OnCalled(TimeSpan time)
    {
        if (time > Quick)
        {
            Volatile.Write(ref _quickCalls, 0);
        }
        else if (!IsQuick)
        {
            Volatile.Write(ref _quickCalls, _quickCalls + 1);
        }
    }
}
