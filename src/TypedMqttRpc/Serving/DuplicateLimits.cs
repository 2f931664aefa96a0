namespace TypedMqttRpc.Serving;

/// <summary>The bounds of a <see cref="DuplicateTable"/>.</summary>
/// <param name="Calls">The most requests that are remembered.</param>
/// <param name="CallsOfOneCaller">The most of them from one caller.</param>
/// <param name="StoredBytes">The most bytes of responses that are kept.</param>
internal sealed record DuplicateLimits(int Calls, int CallsOfOneCaller, long StoredBytes);
