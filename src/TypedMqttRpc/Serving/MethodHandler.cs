using MessagePack;
using TypedMqttRpc.Payloads;
using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Serving;

/// <summary>Serves one method: reads the arguments, calls the implementation, writes the result.</summary>
internal sealed class MethodHandler<TService, TRequest, TResponse>(
    MqttMethod<TRequest, TResponse> method,
    Func<TService, TRequest, CancellationToken, ValueTask<TResponse>> handler,
    TService service,
    MessagePackSerializerOptions serializer) : RequestHandler
    where TService : class
{
    public override MqttMethod Method => method;

    public override ValueTask<ResponseParts> HandleAsync(IncomingCall call)
    {
        TRequest request = Arguments.Read(call.Message.Payload, method, call.Context.Tokens, serializer);
        call.OnHandlerStarting();
        ValueTask<TResponse> result = handler(service, request, call.Context.CancellationToken);
        return result.IsCompletedSuccessfully ? new(Answer(call, result.Result)) : AnswerLaterAsync(call, result);
    }

    private async ValueTask<ResponseParts> AnswerLaterAsync(IncomingCall call, ValueTask<TResponse> result) =>
        Answer(call, await result.ConfigureAwait(false));

    private ResponseParts Answer(IncomingCall call, TResponse result)
    {
        if (typeof(TResponse) != typeof(Nil))
        {
            if (result is null && !method.ReturnsNull)
            {
                throw new InvalidOperationException($"{method} returned null, which its contract does not allow.");
            }

            MessagePackSerializer.Serialize(call.ResponsePayload, result, serializer);
        }

        return new ResponseParts(RpcStatus.Ok) { Payload = call.ResponsePayload.Written };
    }
}
