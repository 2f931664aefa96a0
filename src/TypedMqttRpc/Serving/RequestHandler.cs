using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Serving;

/// <summary>Answers requests: one method of a service, or an untyped route.</summary>
internal abstract class RequestHandler
{
    /// <summary>The method; <see langword="null"/> for an untyped route.</summary>
    public virtual MqttMethod? Method => null;

    /// <summary>Runs the request. Whatever it throws becomes an error response.</summary>
    public abstract ValueTask<ResponseParts> HandleAsync(IncomingCall call);
}
