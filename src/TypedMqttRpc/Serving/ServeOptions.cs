namespace TypedMqttRpc;

/// <summary>How a service is served. Read once, when serving begins.</summary>
public sealed class ServeOptions : RouteOptions
{
    /// <summary>
    /// The values of the topic tokens that this instance stands for. A token without a value is left open: the service then serves every
    /// value, which handlers read from <see cref="RpcContext.Tokens"/> or from the parameter of the same name.
    /// </summary>
    public TopicTokens Tokens { get; } = new();
}
