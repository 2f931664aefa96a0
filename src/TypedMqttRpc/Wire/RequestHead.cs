namespace TypedMqttRpc.Wire;

/// <summary>What a received request says in its fields, checked, before anybody looks at its payload.</summary>
internal readonly record struct RequestHead
{
    /// <summary>How long the caller waits from now on; <see langword="null"/> when it does not say.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>How often the caller has sent the request, this time included.</summary>
    public int Attempt { get; init; }

    /// <summary>How long ago the caller sent it first.</summary>
    public TimeSpan Age { get; init; }

    /// <summary>The life of the server that the caller knew when it sent the request first; <see langword="null"/> when it knew none, or several.</summary>
    public uint? ServerLife { get; init; }

    /// <summary>For how long the broker has kept the request, as far as it says so, in whole seconds.</summary>
    public TimeSpan KeptByBroker { get; init; }

    /// <summary>The user properties that are not the protocol's; <see langword="null"/> when there are none.</summary>
    public List<KeyValuePair<string, string>>? Headers { get; init; }

    public string? TraceParent { get; init; }

    public string? TraceState { get; init; }
}
