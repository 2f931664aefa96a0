using Microsoft.Extensions.Logging;

namespace TypedMqttRpc.Serving;

/// <summary>What serving tells the log. Event ids 300 to 399.</summary>
internal static partial class ServingLog
{
    [LoggerMessage(300, LogLevel.Information, "Serving {Name} on {Filter}")]
    public static partial void Started(ILogger logger, string name, string filter);

    [LoggerMessage(301, LogLevel.Information, "Stopped serving {Name}")]
    public static partial void Stopped(ILogger logger, string name);

    [LoggerMessage(302, LogLevel.Warning, "A message on {Topic} was dropped without an answer, because {Reason}")]
    public static partial void Dropped(ILogger logger, string topic, string reason);

    [LoggerMessage(303, LogLevel.Error, "The handler of {Topic} failed; its caller was told the error id {ErrorId}")]
    public static partial void HandlerFailed(ILogger logger, string topic, string errorId, Exception exception);

    [LoggerMessage(304, LogLevel.Debug, "The handler of {Topic} answered with {Status}: {Problem}")]
    public static partial void HandlerAnsweredError(ILogger logger, string topic, RpcStatus status, string problem);

    [LoggerMessage(305, LogLevel.Debug, "A request to {Topic} waited in the queue until its deadline and was not started")]
    public static partial void Expired(ILogger logger, string topic);

    [LoggerMessage(306, LogLevel.Debug, "A request to {Topic} came again while the first one is at work; that one answers")]
    public static partial void Repeated(ILogger logger, string topic);

    [LoggerMessage(307, LogLevel.Warning, "A request to {Topic} was turned away: as many as allowed run and wait already")]
    public static partial void Overloaded(ILogger logger, string topic);

    [LoggerMessage(308, LogLevel.Debug, "The answer to {Topic} came too late for its caller and was not sent")]
    public static partial void TooLateToAnswer(ILogger logger, string topic);

    [LoggerMessage(309, LogLevel.Error, "The broker refused an answer on {ResponseTopic} with {Reason}: check its ACL for this client")]
    public static partial void ResponseRefused(ILogger logger, string responseTopic, MqttReasonCode reason);

    [LoggerMessage(310, LogLevel.Debug, "Nobody listens on {ResponseTopic} any more; the caller has gone")]
    public static partial void CallerGone(ILogger logger, string responseTopic);

    [LoggerMessage(311, LogLevel.Warning, "An answer on {ResponseTopic} was lost")]
    public static partial void ResponseLost(ILogger logger, string responseTopic, Exception exception);

    [LoggerMessage(312, LogLevel.Error, "The answer to {Topic} is {Size} bytes, more than the {Limit} that the broker allows; the caller was told so")]
    public static partial void ResponseTooLarge(ILogger logger, string topic, long size, uint limit);

    [LoggerMessage(313, LogLevel.Error, "Answering {Topic} failed because of an error in this library")]
    public static partial void AnswerFailed(ILogger logger, string topic, Exception exception);

    [LoggerMessage(314, LogLevel.Debug, "A request to {Topic} came again after the first one had ended, and got the same answer")]
    public static partial void Replayed(ILogger logger, string topic);

    [LoggerMessage(315, LogLevel.Debug, "A request to {Topic} came again after its caller had given it up, and was ignored")]
    public static partial void Outdated(ILogger logger, string topic);

    [LoggerMessage(316, LogLevel.Warning, "A request to {Topic} was turned away: as many requests as allowed are remembered already")]
    public static partial void TooManyRemembered(ILogger logger, string topic);

    [LoggerMessage(317, LogLevel.Debug, "The connection was lost while the answer to {Topic} was sent; it is sent again over the next one")]
    public static partial void SendingAgain(ILogger logger, string topic);

    [LoggerMessage(318, LogLevel.Warning, "The broker refused the announcement on {Topic} with {Reason}, so callers learn later than they could that this instance is gone: allow it in its ACL, or set MqttRpcOptions.Presence to false")]
    public static partial void AnnouncementRefused(ILogger logger, string topic, MqttReasonCode reason);

    [LoggerMessage(319, LogLevel.Error, "The answer to {Topic} is {Size} bytes, more than the broker allows (it answered 0x95); the caller was told so")]
    public static partial void ResponseTooLargeForBroker(ILogger logger, string topic, long size);

    [LoggerMessage(320, LogLevel.Error, "A callback of the cancellation token of {Topic} failed")]
    public static partial void CancellationFailed(ILogger logger, string topic, Exception exception);

    [LoggerMessage(321, LogLevel.Debug, "The broker did not confirm the end of the subscription of {Name}: {Problem}")]
    public static partial void NotUnsubscribed(ILogger logger, string name, string problem);
}
