namespace TypedMqttRpc;

/// <summary>How a route is served. Read once, when serving begins.</summary>
public class RouteOptions
{
    /// <summary>How many requests run at one time, from 1. 1,000 by default.</summary>
    public int MaxConcurrentCalls { get; set; } = 1_000;

    /// <summary>
    /// How many requests wait for their turn, from 0; further ones are answered with <see cref="RpcStatus.ResourceExhausted"/> at once. 20,000 by default: a caller with all its calls in flight fits in.
    /// One caller fills at most three quarters of it, and while others wait as well, half.
    /// </summary>
    public int MaxQueuedCalls { get; set; } = 20_000;

    /// <summary>How many bytes of payload wait with them, from 0; beyond that they are turned away likewise. 64 MiB by default.</summary>
    public long MaxQueuedBytes { get; set; } = 64 * 1024 * 1024;

    /// <summary>The largest payload that is accepted, in bytes, from 1. 256 KiB by default; decoding can take many times as much memory.</summary>
    public int MaxRequestBytes { get; set; } = 256 * 1024;

    /// <summary>
    /// The longest a request may take, whatever its caller says, and how long one may take whose caller says nothing. More than zero, at most a day; 5 minutes by default.
    /// </summary>
    public TimeSpan MaxCallTime { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// The shared subscription group; by default the contract's, and none for an untyped route. Callers do not know of a group that only stands here: they
    /// send calls again after a reconnect that are not idempotent, and another member may run them a second time.
    /// </summary>
    public string? Group { get; set; }

    /// <summary>
    /// The topic filters within which a Response Topic must lie; empty (the default) for anywhere but the broker's own topics and those served here.
    /// </summary>
    public IList<string> AllowedResponseTopics { get; } = [];

    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxConcurrentCalls, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(MaxQueuedCalls);
        ArgumentOutOfRangeException.ThrowIfNegative(MaxQueuedBytes);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxRequestBytes, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(MaxCallTime, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(MaxCallTime, TimeSpan.FromDays(1));
        if (Group is not null)
        {
            Topics.TopicName.CheckToken(nameof(Group), Group);
        }
    }
}
