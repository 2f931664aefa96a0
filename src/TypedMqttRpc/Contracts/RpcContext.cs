namespace TypedMqttRpc;

/// <summary>What a handler may know about the call it serves. Valid while the handler runs; thread-safe but for the response headers.</summary>
public sealed class RpcContext
{
    private static readonly AsyncLocal<Holder?> Ambient = new();
    private readonly MqttMethod? _method;
    private readonly List<KeyValuePair<string, string>>? _received;
    private readonly Deadline _deadline;
    private RpcHeaders? _headers;
    private RpcHeaders? _responseHeaders;

    /// <param name="topic">The topic of the request.</param>
    /// <param name="method">The method; <see langword="null"/> in an untyped route.</param>
    /// <param name="received">The headers of the request, if it has any.</param>
    /// <param name="deadline">When the call's time is over.</param>
    /// <param name="cancellationToken">The handler's token.</param>
    internal RpcContext(
        string topic, MqttMethod? method, List<KeyValuePair<string, string>>? received, Deadline deadline, CancellationToken cancellationToken)
    {
        Topic = topic;
        _method = method;
        _received = received;
        _deadline = deadline;
        CancellationToken = cancellationToken;
    }

    /// <summary>
    /// The call that the running code serves, or <see langword="null"/> outside of a handler. Work that a handler starts and does not wait for
    /// sees it until the handler ends.
    /// </summary>
    public static RpcContext? Current => Ambient.Value?.Context;

    /// <summary>The service; <see langword="null"/> in an untyped route.</summary>
    public string? Service => _method?.Service.Name;

    /// <summary>The method's topic level; <see langword="null"/> in an untyped route.</summary>
    public string? Method => _method?.Name;

    /// <summary>The topic of the request.</summary>
    public string Topic { get; }

    /// <summary>The tokens of the topic.</summary>
    public TopicTokens Tokens { get; internal init; } = TopicTokens.Empty;

    /// <summary>The headers of the request.</summary>
    public RpcHeaders Headers => _headers ?? Interlocked.CompareExchange(ref _headers, _received is null ? [] : new RpcHeaders(_received), null) ?? _headers;

    /// <summary>The caller's client id, where the service sets <see cref="MqttServiceAttribute.IdentifyCaller"/>; a broker's access control vouches for it.</summary>
    public string? Caller { get; internal init; }

    /// <summary>What is left of the call's time; not negative. Calls that the handler makes inherit it.</summary>
    public TimeSpan TimeLeft => _deadline.TimeLeft;

    /// <summary>Fires when the caller cancels, when the call's time is over and when the server stops.</summary>
    public CancellationToken CancellationToken { get; }

    /// <summary>The headers that the response will carry.</summary>
    public RpcHeaders ResponseHeaders => _responseHeaders ??= [];

    internal RpcHeaders? ResponseHeadersIfAny => _responseHeaders;

    /// <summary>Makes a call's context that of the running code, and of what it starts, until the returned holder is emptied.</summary>
    internal static Holder Enter(IContextSource call)
    {
        var holder = new Holder(call);
        Ambient.Value = holder;
        return holder;
    }

    /// <summary>What code that outlives the handler still holds is emptied with it. Each call has a new one, so that such code never sees a later call.</summary>
    internal sealed class Holder(IContextSource call)
    {
        /// <summary>First the call, then its context if somebody asked for it, and in the end nothing.</summary>
        private object? _state = call;

        public RpcContext? Context
        {
            get
            {
                object? state = Volatile.Read(ref _state);
                if (state is not IContextSource source)
                {
                    return (RpcContext?)state;
                }

                RpcContext made = source.MakeContext();
                object? before = Interlocked.CompareExchange(ref _state, made, source);
                return before == source ? made : (RpcContext?)before;
            }
        }

        /// <summary>Empties it.</summary>
        /// <returns>The context, if one was made.</returns>
        public RpcContext? End() => Interlocked.Exchange(ref _state, null) as RpcContext;
    }
}
