using System.Runtime.CompilerServices;
using TypedMqttRpc.Topics;
using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Serving;

/// <summary>An untyped route: bytes in, bytes out.</summary>
internal sealed class RawRoute(TopicTemplate template, RpcRouteHandler handler) : RequestHandler, IHandlerTable
{
    public string Name => template.Text;

    public MqttService? Service => null;

    public string ServiceTopicOf(string topic) => topic;

    public RequestHandler Find(string topic) => this;

    public string? CallerOf(string topic) => null;

    public TopicTokens TokensOf(string topic) => template.Read(topic);

    public string DescribeMissing(string topic) => string.Empty;

    public override bool KeepsPayload => true;

    public override ValueTask HandleAsync(IncomingCall call)
    {
        MqttMessage message = call.Message;
        call.OnHandlerStarting();
        ValueTask<RpcReply> reply = handler(
            new RpcRequest(message.Topic, call.Topic.Tokens, message.Payload, message.ContentType, call.Head.Headers is { } headers ? new RpcHeaders(headers) : []),
            call.CancellationToken);
        if (!reply.IsCompletedSuccessfully)
        {
            return AnswerLaterAsync(call, reply);
        }

        Answer(call, reply.Result);
        return ValueTask.CompletedTask;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask AnswerLaterAsync(IncomingCall call, ValueTask<RpcReply> reply) => Answer(call, await reply.ConfigureAwait(false));

    private void Answer(IncomingCall call, RpcReply? reply) => call.SetOutcome(reply is null
        ? throw new InvalidOperationException($"The handler of '{template.Text}' returned null; return RpcReply.Empty for an empty answer.")
        : new ResponseParts(RpcStatus.Ok) { Payload = reply.Payload, ContentType = reply.ContentType });
}
