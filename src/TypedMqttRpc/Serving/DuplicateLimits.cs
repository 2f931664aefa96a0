namespace TypedMqttRpc.Serving;

/// <summary>The bounds of a <see cref="DuplicateTable"/>.</summary>
/// <param name="Calls">The most requests that are remembered.</param>
/// <param name="StoredBytes">The most bytes of responses that are kept.</param>
internal sealed record DuplicateLimits(int Calls, long StoredBytes)
{
    /// <summary>The most requests that are remembered of one caller.</summary>
    public int CallsOfOneCaller => Math.Max(1, Calls / 2);
}
