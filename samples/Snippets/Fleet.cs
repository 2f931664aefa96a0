using TypedMqttRpc;

namespace Snippets;

// <snippet:context>
/// <summary>A handler that looks at its call, and answers with a status of its choice.</summary>
public sealed class Fleet : IFleet
{
    public ValueTask RestartAsync(string deviceId, CancellationToken cancellationToken)
    {
        RpcContext call = RpcContext.Current!;
        if (call.Headers["reason"] is not { } reason)
        {
            throw new RpcException(RpcStatus.InvalidArgument, "Say why, in the header 'reason'.");
        }

        call.ResponseHeaders.Add("restarted-for", reason);
        return default;
    }

    public Task<string> GetVersionAsync(string deviceId, CancellationToken cancellationToken) => deviceId == "dev-42"
        ? Task.FromResult("1.7.0")
        : throw new RpcException(RpcStatus.NotFound, $"There is no device '{deviceId}'.");
}
// </snippet:context>
