using System.Security.Cryptography;
using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Serving;

/// <summary>
/// What a caller learns when a handler fails. Nothing of an exception leaves the process, unless the handler chose the words itself,
/// declared the fault, or details were switched on; otherwise the caller gets an id that stands beside the exception in the log.
/// </summary>
internal static class HandlerErrors
{
    public static ResponseParts ToResponse(IncomingCall call, Exception error, RpcServer server) => error switch
    {
        RpcException { EndedCall: false } chosen => Chosen(call, chosen, server),
        OperationCanceledException when call.IsCancelled => Cancelled(call),
        _ => Failed(call, error, server),
    };

    public static ResponseParts Cancelled(IncomingCall call) => call.CancelCause switch
    {
        CancelCause.Caller => new ResponseParts(RpcStatus.Cancelled)
        {
            Message = "The caller cancelled the call.",
            ApplicationError = call.HandlerStarted,
        },
        CancelCause.Stopping => new ResponseParts(RpcStatus.Unavailable)
        {
            Message = "The service is stopping.",
            ApplicationError = call.HandlerStarted,
        },
        _ => new ResponseParts(RpcStatus.DeadlineExceeded)
        {
            Message = "The service gave up at the deadline of the call.",
            ApplicationError = call.HandlerStarted,
        },
    };

    private static ResponseParts Chosen(IncomingCall call, RpcException error, RpcServer server)
    {
        foreach (RpcFault fault in call.Handler.Method?.Faults ?? [])
        {
            byte[]? detail;
            try
            {
                detail = fault.TryWrite(error, server.Serializer);
            }
            catch (Exception unwritable)
            {
                return Failed(call, unwritable, server);
            }

            if (detail is not null)
            {
                return new ResponseParts(error.Status) { Message = error.Message, Fault = fault.Name, Payload = detail, ApplicationError = true };
            }
        }

        ServingLog.HandlerAnsweredError(server.Log, call.Message.Topic, error.Status, error.Message);
        return new ResponseParts(error.Status)
        {
            Message = error.Message,
            Field = error.Field,
            RetryAfter = error.RetryAfter,
            ApplicationError = call.HandlerStarted,
        };
    }

    private static ResponseParts Failed(IncomingCall call, Exception error, RpcServer server)
    {
        string id = RandomNumberGenerator.GetHexString(8, lowercase: true);
        ServingLog.HandlerFailed(server.Log, call.Message.Topic, id, error);
        return new ResponseParts(RpcStatus.Internal)
        {
            Message = server.IncludeExceptionDetails
                ? $"{error.GetType().Name}: {error.Message} (error {id})"
                : $"The service failed; its log says why under error id {id}.",
            ApplicationError = call.HandlerStarted,
        };
    }
}
