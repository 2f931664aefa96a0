using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Network;

/// <summary>Receives for one connection, so that the end of an old one is not taken for that of its successor.</summary>
internal sealed class SessionLink(ISessionObserver observer) : IMqttReceiver
{
    private readonly TaskCompletionSource<string> _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends with the reason why the connection did.</summary>
    public Task<string> Closed => _closed.Task;

    public void OnMessage(in MqttMessage message) => observer.OnMessage(message);

    public void OnClosed(string reason) => _closed.TrySetResult(reason);
}
