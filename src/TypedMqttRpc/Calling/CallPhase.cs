namespace TypedMqttRpc.Calling;

/// <summary>How far the request of a pending call has come.</summary>
internal enum CallPhase
{
    /// <summary>It is being made.</summary>
    Preparing,

    /// <summary>It waits for a connection.</summary>
    Waiting,

    /// <summary>It was handed to a connection, and may have left.</summary>
    Sent,

    /// <summary>The broker has it.</summary>
    Acknowledged,

    /// <summary>The call ended while the request waited, so it will not be sent any more.</summary>
    Abandoned,
}
