namespace TypedMqttRpc.Faults.Proxy;

/// <summary>How many packets came by, and how many publishes of the client wait for their acknowledgement.</summary>
internal sealed class PacketCounts
{
    private readonly int[] _up = new int[16];
    private readonly int[] _down = new int[16];
    private int _inFlight;
    private int _maxInFlight;

    public int MaxInFlight => Volatile.Read(ref _maxInFlight);

    public int this[Direction direction, PacketKind kind] => Volatile.Read(ref (direction == Direction.Up ? _up : _down)[(int)kind]);

    public void Add(Direction direction, Packet packet)
    {
        Interlocked.Increment(ref (direction == Direction.Up ? _up : _down)[(int)packet.Kind]);
        if (direction == Direction.Up && packet.Kind == PacketKind.Publish && packet.Qos > 0)
        {
            int now = Interlocked.Increment(ref _inFlight);
            int max;
            while (now > (max = Volatile.Read(ref _maxInFlight)) && Interlocked.CompareExchange(ref _maxInFlight, now, max) != max)
            {
            }
        }
        else if (direction == Direction.Down && packet.Kind == PacketKind.PubAck)
        {
            Interlocked.Decrement(ref _inFlight);
        }
    }
}
