namespace TypedMqttRpc.Serving;

/// <summary>What is served on a filter.</summary>
internal interface IServedFilter
{
    /// <summary>What the messages on a topic that matches the filter go to; kept for the next one.</summary>
    ITopicTarget TargetOf(string topic);
}
