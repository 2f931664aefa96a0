namespace TypedMqttRpc.Calling;

/// <summary>
/// How far a request has come, agreed on by who sends it and who ends its call. Each step is one compare-and-swap, so that of two
/// who want to go different ways only one does.
/// </summary>
internal sealed class RequestProgress
{
    private int _phase;

    public CallPhase Phase => (CallPhase)Volatile.Read(ref _phase);

    /// <summary>Begins anew.</summary>
    public void Reset() => Volatile.Write(ref _phase, (int)CallPhase.Preparing);

    /// <summary>The request is complete, so that whoever has a connection may send it.</summary>
    public void MakeReady() => TryStep(CallPhase.Preparing, CallPhase.Waiting);

    /// <summary>Only one sender gets to send a request that waits.</summary>
    public bool TryBecomeSender() => TryStep(CallPhase.Waiting, CallPhase.Sent);

    public void OnAcknowledged() => TryStep(CallPhase.Sent, CallPhase.Acknowledged);

    /// <summary>The broker knows no subscriber.</summary>
    /// <returns>Whether it is worth trying again.</returns>
    public bool TryPause() => TryStep(CallPhase.Sent, CallPhase.Unheard);

    /// <returns>Whether the call is still wanted.</returns>
    public bool TryResume() => TryStep(CallPhase.Unheard, CallPhase.Sent);

    /// <summary>Makes sure that a request which was never sent never is.</summary>
    /// <returns>Whether there was no sender yet, so that the call is certain not to have run.</returns>
    public bool TryAbandon() => TryStep(CallPhase.Preparing, CallPhase.Ended) || TryStep(CallPhase.Waiting, CallPhase.Ended);

    /// <summary>Makes sure that a request for which there was no subscriber is not sent again.</summary>
    /// <returns>Whether that was so, so that the call is certain not to have run.</returns>
    public bool TryGiveUp() => TryStep(CallPhase.Unheard, CallPhase.Ended);

    public void End() => Volatile.Write(ref _phase, (int)CallPhase.Ended);

    private bool TryStep(CallPhase from, CallPhase to) => Interlocked.CompareExchange(ref _phase, (int)to, (int)from) == (int)from;
}
