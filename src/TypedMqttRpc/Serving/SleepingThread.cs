namespace TypedMqttRpc.Serving;

/// <summary>A thread of <see cref="HandlerThreads"/> without work.</summary>
internal sealed class SleepingThread
{
    private bool _woken;

    public void Prepare() => _woken = false;

    public void Wake()
    {
        lock (this)
        {
            _woken = true;
            Monitor.Pulse(this);
        }
    }

    /// <returns>Whether it was woken.</returns>
    public bool Sleep(TimeSpan limit)
    {
        lock (this)
        {
            return _woken || (Monitor.Wait(this, limit) && _woken);
        }
    }
}
