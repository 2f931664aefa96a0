namespace TypedMqttRpc;

/// <summary>Counts of one connection since it was made.</summary>
/// <param name="PendingCalls">How many calls wait for their answer at this moment.</param>
/// <param name="IgnoredResponses">Responses that belonged to no waiting call: late, repeated or forged.</param>
/// <param name="DroppedRequests">Requests that got no answer, each with a line in the log: retained, or without a usable Response Topic.</param>
public readonly record struct MqttRpcStatistics(int PendingCalls, long IgnoredResponses, long DroppedRequests);
