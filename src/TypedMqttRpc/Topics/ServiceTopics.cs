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

    /// <summary>The service whose calls are cancelled there.</summary>
    public static string ServiceOfCancel(string cancelTopic, string? caller) => cancelTopic[..^Cancel(string.Empty, caller).Length];

    public static string WithPrefix(string? prefix, string serviceTopic) => prefix is null ? serviceTopic : $"{prefix}/{serviceTopic}";

    /// <summary>Every response topic of a caller begins with this.</summary>
    public static string ResponseRoot(string clientId) => $"clients/{clientId}/r/";

    /// <summary>Whether a topic begins with the <see cref="ResponseRoot"/> of a client.</summary>
    public static bool IsResponseOf(string clientId, string topic)
    {
        const string Root = "clients/";
        ReadOnlySpan<char> rest = topic;
        return rest.StartsWith(Root) && rest[Root.Length..] is var client && client.StartsWith(clientId) && client[clientId.Length..].StartsWith("/r/");
    }

    /// <summary>The client whose response topic this is; <see langword="null"/> when it is not of our form.</summary>
    public static string? ClientOfResponse(string topic)
    {
        const string Root = "clients/";
        int end = topic.StartsWith(Root, StringComparison.Ordinal) ? topic.IndexOf('/', Root.Length) : -1;
        return end > 0 && topic.AsSpan(end).StartsWith("/r/") ? topic[Root.Length..end] : null;
    }

    public static string Response(string clientId, string service) => ResponseRoot(clientId) + service;

    public static string ResponseFilter(string clientId) => ResponseRoot(clientId) + "#";

    /// <summary>Where an instance says, retained, that it serves a service.</summary>
    public static string Announcement(string? prefix, string service, string instance) => WithPrefix(prefix, $"_rpc/services/{service}/{instance}");

    public static string AnnouncementFilter(string? prefix, string service) => Announcement(prefix, service, "+");

    /// <summary>Where the broker says that an instance is gone: the Will of its connection.</summary>
    public static string Gone(string? prefix, string instance) => WithPrefix(prefix, $"_rpc/gone/{instance}");

    public static string GoneFilter(string? prefix) => Gone(prefix, "+");
}
