using System.Runtime.CompilerServices;
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

    public override ValueTask HandleAsync(IncomingCall call)
    {
        TRequest request = Arguments.Read(call.Message.Payload, method, call.Topic.Tokens, serializer);
        call.OnHandlerStarting();
        ValueTask<TResponse> result = handler(service, request, call.CancellationToken);
        if (!result.IsCompletedSuccessfully)
        {
            return AnswerLaterAsync(call, result);
        }

        Answer(call, result.Result);
        return ValueTask.CompletedTask;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask AnswerLaterAsync(IncomingCall call, ValueTask<TResponse> result) => Answer(call, await result.ConfigureAwait(false));

    private void Answer(IncomingCall call, TResponse result)
    {
        if (typeof(TResponse) != typeof(Nil))
        {
            if (result is null && !method.ReturnsNull)
            {
                throw new InvalidOperationException($"{method} returned null, which its contract does not allow.");
            }

            MessagePackSerializer.Serialize(call.ResponsePayload, result, serializer);
        }

        call.SetOutcome(new ResponseParts(RpcStatus.Ok) { Payload = call.ResponsePayload.Written });
    }
}
