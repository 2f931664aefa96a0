namespace TypedMqttRpc.Calling;

/// <summary>How far the request of a pending call has come.</summary>
internal enum CallPhase
{
    /// <summary>It is being made.</summary>
    Preparing,

    /// <summary>It waits for a connection, and has not left this process.</summary>
    Waiting,

    /// <summary>It was handed to a connection, and may have left.</summary>
    Sent,

    /// <summary>The broker has it.</summary>
    Acknowledged,

    /// <summary>The call ended while the request still waited, so it will never be sent.</summary>
    Abandoned,
}
