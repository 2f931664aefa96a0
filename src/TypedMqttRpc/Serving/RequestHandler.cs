namespace TypedMqttRpc.Serving;

/// <summary>Answers requests: one method of a service, or an untyped route.</summary>
internal abstract class RequestHandler
{
    /// <summary>The method; <see langword="null"/> for an untyped route.</summary>
    public virtual MqttMethod? Method => null;

    /// <summary>The request's payload may be used after the call has ended.</summary>
    public virtual bool KeepsPayload => false;

    /// <summary>How long its calls keep a thread.</summary>
    public HandlerPace Pace { get; } = new();

    /// <summary>Runs the request and sets its outcome. Whatever it throws becomes an error response.</summary>
    public abstract ValueTask HandleAsync(IncomingCall call);
}
