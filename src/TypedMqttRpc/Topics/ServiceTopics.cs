namespace TypedMqttRpc.Topics;

/// <summary>Where everything of the protocol is found: the one place that spells the protocol's topics.</summary>
internal static class ServiceTopics
{
    public static string Request(string? prefix, string serviceTopic, string method, string? caller) =>
        $"{WithPrefix(prefix, serviceTopic)}/{method}{(caller is null ? null : "/")}{caller}";

    /// <summary>The one filter under which a service gets its requests.</summary>
    public static string RequestFilter(string serviceFilter, bool identifyCaller) => serviceFilter + (identifyCaller ? "/+/+" : "/+");

    /// <summary>Where a caller cancels while it does not know which instance runs its call; never matched by <see cref="RequestFilter"/>.</summary>
    public static string Cancel(string serviceTopic, string? caller) => $"{serviceTopic}/_/cancel{(caller is null ? null : "/")}{caller}";

    /// <summary>Where the cancellation of a request goes: the request's topic is the service's, the method, and perhaps the caller.</summary>
    public static string CancelOf(string requestTopic, string method, string? caller) =>
        Cancel(requestTopic[..^(method.Length + 1 + (caller is null ? 0 : caller.Length + 1))], caller);

    public static string WithPrefix(string? prefix, string serviceTopic) => prefix is null ? serviceTopic : $"{prefix}/{serviceTopic}";

    /// <summary>Every response topic of a caller begins with this.</summary>
    public static string ResponseRoot(string clientId) => $"clients/{clientId}/r/";

    public static string Response(string clientId, string service) => ResponseRoot(clientId) + service;

    public static string ResponseFilter(string clientId) => ResponseRoot(clientId) + "#";
}
