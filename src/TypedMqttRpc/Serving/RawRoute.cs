using TypedMqttRpc.Topics;
using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Serving;

/// <summary>An untyped route: bytes in, bytes out.</summary>
internal sealed class RawRoute(TopicTemplate template, RpcRouteHandler handler) : RequestHandler, IHandlerTable
{
    public string Name => template.Text;

    public MqttService? Service => null;

    public RequestHandler Find(string topic) => this;

    public string? CallerOf(string topic) => null;

    public TopicTokens TokensOf(string topic) => template.Read(topic);

    public string DescribeMissing(string topic) => string.Empty;

    public override async ValueTask<ResponseParts> HandleAsync(IncomingCall call)
    {
        MqttMessage message = call.Message;
        call.OnHandlerStarting();
        RpcReply? reply = await handler(
            new RpcRequest(message.Topic, call.Context.Tokens, message.Payload, message.ContentType, call.Context.Headers),
            call.Context.CancellationToken).ConfigureAwait(false);
        return reply is null
            ? throw new InvalidOperationException($"The handler of '{template.Text}' returned null; return RpcReply.Empty for an empty answer.")
            : new ResponseParts(RpcStatus.Ok) { Payload = reply.Payload, ContentType = reply.ContentType };
    }
}
