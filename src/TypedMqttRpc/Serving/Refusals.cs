using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Serving;

/// <summary>What a server answers to requests that it does not run.</summary>
internal static class Refusals
{
    public static ResponseParts Busy => new(RpcStatus.ResourceExhausted)
    {
        Message = "The service is busy and its queue is full; try again later.",
        RetryAfter = TimeSpan.FromMilliseconds(100),
    };

    public static ResponseParts MayHaveRun => new(RpcStatus.Aborted)
    {
        Message = "The request was sent before, and may have run: in another member of the group, in an earlier life of this server, or too long ago to be remembered.",
    };

    public static ResponseParts Stopping => new(RpcStatus.Unavailable) { Message = "The service is stopping." };
}
