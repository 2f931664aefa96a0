namespace TypedMqttRpc;

/// <summary>What a try has shown of a right.</summary>
public enum AccessAnswer
{
    /// <summary>It could not be tried, or the outcome proves nothing.</summary>
    Unknown,

    /// <summary>The client has the right.</summary>
    Allowed,

    /// <summary>The broker withholds it.</summary>
    Forbidden,
}
