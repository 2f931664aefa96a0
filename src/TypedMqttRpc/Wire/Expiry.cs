namespace TypedMqttRpc.Wire;

/// <summary>The Message Expiry Interval counts whole seconds; a deadline rounds up to it, so that the last second is not lost.</summary>
internal static class Expiry
{
    public static uint ToSeconds(TimeSpan left) =>
        left <= TimeSpan.Zero ? 1 : (uint)Math.Min(((left.Ticks - 1) / TimeSpan.TicksPerSecond) + 1, uint.MaxValue);
}
