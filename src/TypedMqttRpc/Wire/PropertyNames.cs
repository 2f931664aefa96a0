namespace TypedMqttRpc.Wire;

/// <summary>The user properties of the protocol. Nothing else spells them.</summary>
internal static class PropertyNames
{
    /// <summary>What begins like this belongs to the protocol, whatever its version.</summary>
    public const string ReservedPrefix = "__";

    public const string Status = "__stat";
    public const string StatusMessage = "__stMsg";
    public const string ApplicationError = "__apErr";
    public const string Fault = "__fault";
    public const string InvalidProperty = "__propName";
    public const string InvalidValue = "__propVal";
    public const string ProtocolVersion = "__protVer";
    public const string SupportedMajorVersions = "__supProtMajVer";
    public const string TimeoutMilliseconds = "timeout-ms";
    public const string RetryAfterMilliseconds = "retry-after-ms";
    public const string Attempt = "attempt";
    public const string AgeMilliseconds = "age-ms";
    public const string ServerLife = "server-life";
    public const string TraceParent = "traceparent";
    public const string TraceState = "tracestate";

    public static bool IsReserved(string name) =>
        name.StartsWith(ReservedPrefix, StringComparison.Ordinal)
            || name is TimeoutMilliseconds or RetryAfterMilliseconds or Attempt or AgeMilliseconds or ServerLife or TraceParent or TraceState;
}
