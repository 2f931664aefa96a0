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
}
