namespace TypedMqttRpc;

/// <summary>Answers the requests of an untyped route. Called on threads of the connection's own, for several requests at a time.</summary>
/// <param name="request">The request.</param>
/// <param name="cancellationToken">Fires when the call's time is over and when the route is disposed.</param>
public delegate ValueTask<RpcReply> RpcRouteHandler(RpcRequest request, CancellationToken cancellationToken);
