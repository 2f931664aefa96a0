using Microsoft.Extensions.Logging;

namespace TypedMqttRpc.Calling;

/// <summary>What calling tells the log. Event ids 200 to 299.</summary>
internal static partial class CallLog
{
    [LoggerMessage(200, LogLevel.Debug, "A response on {Topic} belongs to no pending call; it is late, a repetition or forged, and was ignored")]
    public static partial void ResponseIgnored(ILogger logger, string topic);

    [LoggerMessage(201, LogLevel.Debug, "The cancellation of {Topic} could not be sent; the service goes on until its deadline")]
    public static partial void CancelNotSent(ILogger logger, string topic, Exception exception);

    [LoggerMessage(202, LogLevel.Error, "Sending the request to {Topic} failed in an unforeseen way")]
    public static partial void SendFailed(ILogger logger, string topic, Exception exception);

    [LoggerMessage(203, LogLevel.Warning, "The announcements of {Service} cannot be watched, so a call whose server dies ends at its deadline and not before: {Problem}")]
    public static partial void NotWatching(ILogger logger, string service, string problem);

    [LoggerMessage(204, LogLevel.Debug, "The announcement of {Service} by {Instance} cannot be read and was ignored")]
    public static partial void AnnouncementMalformed(ILogger logger, string service, string instance);

    [LoggerMessage(205, LogLevel.Warning, "The broker refused the cancellation on {Topic} ({Reason}), so the service goes on until its deadline: check the broker's ACL")]
    public static partial void CancelRefused(ILogger logger, string topic, MqttReasonCode reason);
}
