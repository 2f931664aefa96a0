using Microsoft.Extensions.Logging;

namespace TypedMqttRpc.Network;

/// <summary>What the connection tells the log. Event ids 100 to 199.</summary>
internal static partial class NetworkLog
{
    [LoggerMessage(100, LogLevel.Information, "Connected to {Broker} as {ClientId} (receive maximum {ReceiveMaximum}, maximum packet size {MaximumPacketSize}, {Subscriptions} subscriptions restored)")]
    public static partial void Connected(ILogger logger, string broker, string clientId, int receiveMaximum, uint maximumPacketSize, int subscriptions);

    [LoggerMessage(101, LogLevel.Warning, "Attempt {Attempt} to connect to {Broker} failed: {Problem}")]
    public static partial void ConnectFailed(ILogger logger, string broker, int attempt, string problem);

    [LoggerMessage(102, LogLevel.Warning, "The connection to {Broker} was lost: {Reason}")]
    public static partial void Lost(ILogger logger, string broker, string reason);

    [LoggerMessage(103, LogLevel.Error, "The subscription to {Filter} could not be restored, so nothing will arrive on it: {Problem}")]
    public static partial void SubscriptionRefused(ILogger logger, string filter, string problem);

    [LoggerMessage(104, LogLevel.Error, "A received message was dropped because of an error in this library")]
    public static partial void ReceiveFailed(ILogger logger, Exception exception);

    [LoggerMessage(105, LogLevel.Error, "A handler of MqttRpcConnection.StateChanged failed")]
    public static partial void StateHandlerFailed(ILogger logger, Exception exception);

    [LoggerMessage(106, LogLevel.Warning, "The connection to {Broker} is lost again and again right after it was made: another client seems to use the client id {ClientId}; give each its own")]
    public static partial void TakenOver(ILogger logger, string broker, string clientId);
}
