namespace Home.Device;

/// <summary>A room that warms up, or cools down, towards its target, so that readings change while you watch. Thread-safe.</summary>
internal sealed class Room(TimeProvider time)
{
    private const double SecondsToGetClose = 30;

    private readonly Lock _lock = new();
    private long _since = time.GetTimestamp();
    private double _temperatureThen = 19.5;
    private double _target = 21;

    public double Temperature
    {
        get
        {
            lock (_lock)
            {
                return Now();
            }
        }
    }

    public double Target
    {
        set
        {
            lock (_lock)
            {
                _temperatureThen = Now();
                _since = time.GetTimestamp();
                _target = value;
            }
        }
    }

    private double Now() => _target + ((_temperatureThen - _target) * Math.Exp(-time.GetElapsedTime(_since).TotalSeconds / SecondsToGetClose));
}
