using TypedMqttRpc.Topics;

namespace TypedMqttRpc;

/// <summary>What one call, or all calls of one client, do differently. Immutable; thread-safe.</summary>
public sealed record RpcCallOptions
{
    /// <summary>Nothing differs.</summary>
    public static RpcCallOptions Default { get; } = new();

    /// <summary>
    /// The longest the call may take, more than zero and at most a day; connecting is included. The smallest of this, the method's, the connection's
    /// and what is left to the handler that is calling, wins.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not within the range.</exception>
    public TimeSpan? Timeout
    {
        get;
        init
        {
            if (value is { } timeout)
            {
                ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(timeout, TimeSpan.Zero, nameof(Timeout));
                ArgumentOutOfRangeException.ThrowIfGreaterThan(timeout, TimeSpan.FromDays(1), nameof(Timeout));
            }

            field = value;
        }
    }

    /// <summary>The headers to send; <see langword="null"/> for none. Do not add to them once calls use them.</summary>
    public RpcHeaders? Headers { get; init; }

    /// <summary>The quality of service of request and response, 0 or 1; <see langword="null"/> leaves it to the method and the connection.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is neither.</exception>
    public int? Qos
    {
        get;
        init
        {
            if (value is { } qos)
            {
                ArgumentOutOfRangeException.ThrowIfNegative(qos, nameof(Qos));
                ArgumentOutOfRangeException.ThrowIfGreaterThan(qos, 1, nameof(Qos));
            }

            field = value;
        }
    }

    /// <summary>
    /// What becomes of the call when the connection is lost; <see langword="null"/> leaves it to the method. An untyped request ends at once unless
    /// this says otherwise, since its peer may not recognize a repetition.
    /// </summary>
    public RpcReconnect? Reconnect { get; init; }

    /// <summary>The content type of an untyped request; <see langword="null"/> sends none.</summary>
    /// <exception cref="ArgumentException">It holds a character that brokers refuse, or is longer than 65,535 bytes.</exception>
    public string? ContentType
    {
        get;
        init => field = value is null ? null : MqttText.Check(value, nameof(ContentType));
    }
}
