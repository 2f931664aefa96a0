namespace TypedMqttRpc.Network;

/// <summary>Waits for a place in the <see cref="SendWindow"/>.</summary>
internal interface IPlaceWaiter
{
    /// <summary>There is a place, which is the waiter's from here on. Returns at once, runs no user code, and never throws.</summary>
    void OnPlace();

    /// <summary>The connection was lost before there was one.</summary>
    void OnNoPlace();
}
