namespace TypedMqttRpc.Serving;

/// <summary>The handlers behind one filter.</summary>
internal interface IHandlerTable
{
    /// <summary>What it serves, for logs and errors.</summary>
    string Name { get; }

    /// <summary>The contract; <see langword="null"/> for a route.</summary>
    MqttService? Service { get; }

    /// <summary>The part of a topic that is the service's: without the method, and the caller.</summary>
    string ServiceTopicOf(string topic);

    /// <summary>The handler of a topic that matches the filter; <see langword="null"/> when there is no such method.</summary>
    RequestHandler? Find(string topic);

    /// <summary>The caller's client id, where the topic names it.</summary>
    string? CallerOf(string topic);

    /// <summary>The values of the topic's tokens.</summary>
    TopicTokens TokensOf(string topic);

    /// <summary>What to tell a caller of a method that is not there.</summary>
    string DescribeMissing(string topic);
}
