using TypedMqttRpc.Network;
using TypedMqttRpc.Shapes;
using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Calling;

/// <summary>Every error that a call can end with, in words that say what to do.</summary>
internal static class CallErrors
{
    public static RpcException DeadlineExceeded(PendingCall call) => Make(
        call,
        RpcStatus.DeadlineExceeded,
        RpcExecution.Unknown,
        $"There was no answer to '{call.Topic}' within {Milliseconds(call.Timeout)} ms; {Fate(call)}.",
        new TimeoutException());

    public static RpcException NotConnected(PendingCall call, SessionKeeper keeper) => Make(
        call,
        RpcStatus.Unavailable,
        RpcExecution.NotExecuted,
        $"Not connected to {keeper.Broker} within {Milliseconds(call.Timeout)} ms, so the request to '{call.Topic}' was not sent. {keeper.LastFailure?.Message ?? "The connection is being made again."}",
        keeper.LastFailure);

    /// <summary>The broker allows only so many requests to be under way, and those before this one were not acknowledged.</summary>
    public static RpcException NotSentInTime(PendingCall call) => Make(
        call,
        RpcStatus.DeadlineExceeded,
        RpcExecution.NotExecuted,
        $"The {Milliseconds(call.Timeout)} ms of the call to '{call.Topic}' were over before it was sent.",
        new TimeoutException());

    public static RpcException NobodyAnnounces(PendingCall call) => Make(
        call,
        RpcStatus.Unavailable,
        RpcExecution.Unknown,
        $"No service announces that it serves '{call.Topic}' any more; the broker took the request all the same.");

    public static RpcException InstanceGone(PendingCall call) => Make(
        call,
        RpcStatus.Unavailable,
        RpcExecution.Unknown,
        $"The instance that served '{call.Topic}' is gone, as its broker says; the call may have run.");

    public static RpcException NeverAcknowledged(PendingCall call) => Make(
        call,
        RpcStatus.DeadlineExceeded,
        RpcExecution.Unknown,
        $"The broker did not acknowledge the request to '{call.Topic}' within {Milliseconds(call.Timeout)} ms.",
        new TimeoutException());

    public static RpcException ConnectionLost(PendingCall call, string reason) => Make(
        call,
        RpcStatus.Unavailable,
        RpcExecution.Unknown,
        $"The connection was lost while the call to '{call.Topic}' was under way ({reason}); it may have run.");

    public static RpcException NotSent(PendingCall call, Exception cause) => Make(
        call,
        RpcStatus.Internal,
        RpcExecution.Unknown,
        $"The request to '{call.Topic}' could not be sent: {cause.Message}",
        cause);

    public static RpcException Disposed(PendingCall call, bool neverSent) => Make(
        call,
        RpcStatus.Cancelled,
        neverSent ? RpcExecution.NotExecuted : RpcExecution.Unknown,
        $"The connection was disposed while the call to '{call.Topic}' waited for its answer.");

    public static RpcException NobodyListens(PendingCall call) =>
        FromAcknowledgement(call.Method, call.Topic, MqttReasonCode.NoMatchingSubscribers, isFirst: true)!;

    public static RpcException TooManyCalls(MqttMethod? method, string topic, int limit) => Make(
        method,
        topic,
        RpcStatus.ResourceExhausted,
        RpcExecution.NotExecuted,
        $"{limit} calls wait for their answers already, so '{topic}' was not called: wait for some, or raise MqttRpcOptions.MaxPendingCalls.");

    public static RpcException NoTimeLeft(MqttMethod? method, string topic) => Make(
        method,
        topic,
        RpcStatus.DeadlineExceeded,
        RpcExecution.NotExecuted,
        $"The handler that calls '{topic}' has no time left for it.");

    public static RpcException TooLarge(MqttMethod? method, string topic, long size, long limit, string broker, bool isFirst) => Make(
        method,
        topic,
        RpcStatus.PayloadTooLarge,
        isFirst ? RpcExecution.NotExecuted : RpcExecution.Unknown,
        $"The request to '{topic}' is {Size(size)}, the broker at {broker} allows {Size(limit)}.");

    public static RpcException OtherContract(MqttMethod method, string topic, ShapeDifference difference, bool isFirst) => Make(
        method,
        topic,
        RpcStatus.UnsupportedVersion,
        isFirst ? RpcExecution.NotExecuted : RpcExecution.Unknown,
        $"{method} is not the method that the servers of '{topic}' announce: {difference.What} is {difference.Was} here and {difference.Is} there, so it was not called. Update the older side, or give the changed method another name.");

    public static RpcException QosNotSupported(MqttMethod? method, string topic, int maximum, string broker, bool isFirst) => Make(
        method,
        topic,
        RpcStatus.InvalidArgument,
        isFirst ? RpcExecution.NotExecuted : RpcExecution.Unknown,
        $"The broker at {broker} supports QoS {maximum} at most, so '{topic}' was not called: set the Qos of the method, the call or the connection to {maximum}.");

    /// <summary>What the broker's acknowledgement of a request means: MQTT 5.0 section 3.4.2.1.</summary>
    /// <param name="method">The method, if the call is typed.</param>
    /// <param name="topic">The topic of the request.</param>
    /// <param name="reason">What the broker said.</param>
    /// <param name="isFirst">The request was never sent before; otherwise an earlier attempt may have run.</param>
    public static RpcException? FromAcknowledgement(MqttMethod? method, string topic, MqttReasonCode reason, bool isFirst)
    {
        (RpcStatus status, string message) = reason switch
        {
            < MqttReasonCode.UnspecifiedError and not MqttReasonCode.NoMatchingSubscribers => (RpcStatus.Ok, string.Empty),
            MqttReasonCode.NoMatchingSubscribers => (RpcStatus.Unavailable, $"No service is subscribed to '{topic}' (broker answered 0x10)."),
            MqttReasonCode.NotAuthorized => (RpcStatus.PermissionDenied, $"Not authorized to publish to '{topic}': check the broker's ACL."),
            MqttReasonCode.PacketTooLarge => (RpcStatus.PayloadTooLarge, $"The request to '{topic}' is larger than the broker allows (it answered 0x95)."),
            MqttReasonCode.QuotaExceeded => (RpcStatus.ResourceExhausted, $"The broker's quota is used up (it answered 0x97 to '{topic}'): call less often, or raise the quota."),
            MqttReasonCode.TopicNameInvalid => (RpcStatus.InvalidArgument, $"The broker does not accept the topic '{topic}' (it answered 0x90)."),
            _ => (RpcStatus.Unavailable, $"The broker refused the request to '{topic}' with reason 0x{(byte)reason:X2} ({reason}): its log says why."),
        };
        return status == RpcStatus.Ok ? null : Make(method, topic, status, isFirst ? RpcExecution.NotExecuted : RpcExecution.Unknown, message, brokerReason: reason);
    }

    public static RpcException BadResponse(PendingCall call, RpcExecution execution, string problem, Exception? cause = null) =>
        Make(call, RpcStatus.Internal, execution, $"The answer to '{call.Topic}' {problem}.", cause);

    public static RpcException Remote(PendingCall call, in ResponseParts response) => new(
        response.Status,
        response.Message ?? $"The service answered '{call.Topic}' with {response.Status}.")
    {
        Execution = ExecutionOf(call, response),
        IsRemote = true,
        RetryAfter = response.RetryAfter,
        Service = call.Method?.Service.Name,
        Method = call.Method?.Name,
        Topic = call.Topic,
        Field = response.Field,
        EndedCall = true,
    };

    /// <summary>Who refuses a repetition speaks for itself only: the first attempt may have run elsewhere, or in an earlier life of it.</summary>
    private static RpcExecution ExecutionOf(PendingCall call, in ResponseParts response) =>
        ExecutionRules.Of(response.Status, response.ApplicationError) is var execution && execution == RpcExecution.NotExecuted && call.Progress.Attempt > 1
            ? RpcExecution.Unknown
            : execution;

    private static RpcException Make(PendingCall call, RpcStatus status, RpcExecution execution, string message, Exception? cause = null) =>
        Make(call.Method, call.Topic, status, execution, message, cause);

    private static RpcException Make(
        MqttMethod? method, string topic, RpcStatus status, RpcExecution execution, string message, Exception? cause = null, MqttReasonCode? brokerReason = null) =>
        new(status, message, cause)
        {
            Execution = execution,
            Service = method?.Service.Name,
            Method = method?.Name,
            Topic = topic,
            BrokerReason = brokerReason,
            EndedCall = true,
        };

    private static string Fate(PendingCall call) =>
        call.Qos == 0 ? "it was sent at QoS 0, which the broker does not acknowledge"
        : call.Progress.Phase == CallPhase.Acknowledged && !call.Caller.HasBeenAnswered
            ? $"the broker has acknowledged the request, but no answer has ever come to this client: the service may be away, or the broker's ACL may not let this client read '{Topics.ServiceTopics.ResponseFilter(call.Caller.Settings.ClientId)}', which CheckAccessAsync tells"
        : call.Progress.Phase == CallPhase.Acknowledged ? "the broker has acknowledged the request"
        : "the broker never acknowledged the request";

    private static string Milliseconds(TimeSpan time) => time.TotalMilliseconds.ToString("0.#", System.Globalization.CultureInfo.InvariantCulture);

    private static string Size(long bytes) => bytes < 10_000 ? $"{bytes} bytes" : $"{bytes / 1024} kB";
}
