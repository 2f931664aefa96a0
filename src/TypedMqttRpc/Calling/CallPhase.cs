namespace TypedMqttRpc.Calling;

/// <summary>How far the request of a call has come.</summary>
internal enum CallPhase
{
    /// <summary>It is being made, and nobody may send it yet.</summary>
    Preparing,

    /// <summary>It waits for a connection, or for its turn on one.</summary>
    Waiting,

    /// <summary>It was handed to a connection, and may have left.</summary>
    Sent,

    /// <summary>The broker said that nobody subscribes to its topic. It will be sent again, and until then is not on its way.</summary>
    Unheard,

    /// <summary>The broker has it.</summary>
    Acknowledged,

    /// <summary>The call is over; whatever has not been sent never will be.</summary>
    Ended,
}
