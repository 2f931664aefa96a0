namespace TypedMqttRpc;

/// <summary>What is known about whether a failed call ran.</summary>
public enum RpcExecution
{
    /// <summary>It may or may not have run.</summary>
    Unknown,

    /// <summary>It did not run, for certain: the call may be repeated blindly.</summary>
    NotExecuted,

    /// <summary>The handler ran, or began to.</summary>
    Executed,
}
