namespace TypedMqttRpc;

/// <summary>What a handler may know about the call it serves. Valid while the handler runs; thread-safe but for the response headers.</summary>
public sealed class RpcContext
{
    private static readonly AsyncLocal<Holder?> Ambient = new();
    private readonly Deadline _deadline;
    private RpcHeaders? _responseHeaders;

    internal RpcContext(string topic, Deadline deadline)
    {
        Topic = topic;
        _deadline = deadline;
    }

    /// <summary>
    /// The call that the running code serves, or <see langword="null"/> outside of a handler. Work that a handler starts and does not wait for
    /// sees it until the handler ends.
    /// </summary>
    public static RpcContext? Current => Ambient.Value?.Context;

    /// <summary>The service; <see langword="null"/> in an untyped route.</summary>
    public string? Service { get; internal init; }

    /// <summary>The method's topic level; <see langword="null"/> in an untyped route.</summary>
    public string? Method { get; internal init; }

    /// <summary>The topic of the request.</summary>
    public string Topic { get; }

    /// <summary>The tokens of the topic.</summary>
    public TopicTokens Tokens { get; internal init; } = TopicTokens.Empty;

    /// <summary>The headers of the request.</summary>
    public RpcHeaders Headers { get; internal init; } = [];

    /// <summary>The caller's client id, where the service sets <see cref="MqttServiceAttribute.IdentifyCaller"/>; a broker's access control vouches for it.</summary>
    public string? Caller { get; internal init; }

    /// <summary>What is left of the call's time; not negative. Calls that the handler makes inherit it.</summary>
    public TimeSpan TimeLeft => _deadline.TimeLeft;

    /// <summary>Fires when the caller cancels, when the call's time is over and when the server stops.</summary>
    public CancellationToken CancellationToken { get; internal set; }

    /// <summary>The headers that the response will carry.</summary>
    public RpcHeaders ResponseHeaders => _responseHeaders ??= [];

    internal RpcHeaders? ResponseHeadersIfAny => _responseHeaders;

    /// <summary>Makes this the context of the running code, and of what it starts, until the returned holder is emptied.</summary>
    internal Holder Enter()
    {
        var holder = new Holder { Context = this };
        Ambient.Value = holder;
        return holder;
    }

    /// <summary>What code that outlives the handler still holds is emptied with it.</summary>
    internal sealed class Holder
    {
        public RpcContext? Context { get; set; }
    }
}
