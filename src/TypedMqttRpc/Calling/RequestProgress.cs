namespace TypedMqttRpc.Calling;

/// <summary>
/// How far a request has come, and at which attempt, agreed on by who sends it and who ends its call. Each step is one compare-and-swap,
/// so that of two who want to go different ways only one does. Not to be copied.
/// </summary>
internal struct RequestProgress
{
    private const int PhaseBits = 3;

    /// <summary>The attempt above, the phase below.</summary>
    private int _state;

    public CallPhase Phase => PhaseOf(Volatile.Read(ref _state));

    /// <summary>How often the request was sent.</summary>
    public int Attempt => AttemptOf(Volatile.Read(ref _state));

    /// <summary>Begins anew.</summary>
    public void Reset() => Volatile.Write(ref _state, State(CallPhase.Preparing, attempt: 0));

    /// <summary>The request is complete, so that whoever has a connection may send it.</summary>
    public void MakeReady() => TryStep(CallPhase.Preparing, CallPhase.Waiting, attempt: 0);

    /// <summary>Only one sender gets to send a request that waits.</summary>
    public bool TryBecomeSender(out int attempt)
    {
        int state = Volatile.Read(ref _state);
        attempt = AttemptOf(state) + 1;
        return PhaseOf(state) == CallPhase.Waiting && TryMove(state, State(CallPhase.Sent, attempt));
    }

    /// <summary>The broker has acknowledged an attempt.</summary>
    public void OnAcknowledged(int attempt) => TryStep(CallPhase.Sent, CallPhase.Acknowledged, attempt);

    /// <summary>The broker knows no subscriber.</summary>
    /// <returns>Whether it is worth trying again.</returns>
    public bool TryPause(int attempt) => TryStep(CallPhase.Sent, CallPhase.Unheard, attempt);

    /// <returns>Whether the call is still wanted.</returns>
    public bool TryResume(int attempt) => TryStep(CallPhase.Unheard, CallPhase.Sent, attempt);

    /// <summary>The connection of an attempt was lost, and the request waits for another one. Of those who notice, one succeeds.</summary>
    public bool TryRequeue(int attempt) =>
        TryStep(CallPhase.Sent, CallPhase.Waiting, attempt)
        || TryStep(CallPhase.Acknowledged, CallPhase.Waiting, attempt)
        || TryStep(CallPhase.Unheard, CallPhase.Waiting, attempt);

    /// <summary>Makes sure that a request which waits is not sent any more.</summary>
    /// <param name="neverSent">Whether it never was, so that the call is certain not to have run.</param>
    /// <returns>Whether it waited.</returns>
    public bool TryAbandon(out bool neverSent)
    {
        while (true)
        {
            int state = Volatile.Read(ref _state);
            neverSent = AttemptOf(state) == 0;
            if (PhaseOf(state) is not (CallPhase.Preparing or CallPhase.Waiting))
            {
                return false;
            }

            if (TryMove(state, State(CallPhase.Ended, AttemptOf(state))))
            {
                return true;
            }
        }
    }

    /// <summary>Makes sure that a request for which there was no subscriber is not sent again.</summary>
    /// <returns>Whether that was so at its first attempt, so that the call is certain not to have run.</returns>
    public bool TryGiveUp() => TryStep(CallPhase.Unheard, CallPhase.Ended, attempt: 1);

    /// <summary>The broker has refused an attempt. It speaks for the call only while there is no later one, which may have run.</summary>
    public bool TryRefuse(int attempt) =>
        TryStep(CallPhase.Sent, CallPhase.Ended, attempt) || TryStep(CallPhase.Unheard, CallPhase.Ended, attempt);

    public void End() => Volatile.Write(ref _state, State(CallPhase.Ended, Attempt));

    private bool TryStep(CallPhase from, CallPhase to, int attempt) => TryMove(State(from, attempt), State(to, attempt));

    private bool TryMove(int from, int to) => Interlocked.CompareExchange(ref _state, to, from) == from;

    private static int State(CallPhase phase, int attempt) => (attempt << PhaseBits) | (int)phase;

    private static CallPhase PhaseOf(int state) => (CallPhase)(state & ((1 << PhaseBits) - 1));

    private static int AttemptOf(int state) => state >> PhaseBits;
}
