using TypedMqttRpc.Network;

namespace TypedMqttRpc.Testing;

/// <summary>A packet of a client that the broker has not answered yet.</summary>
internal abstract class PendingAnswer
{
    public abstract void ConnectionLost(string reason);
}

/// <inheritdoc/>
internal sealed class PendingAnswer<T> : PendingAnswer
{
    // Continuations are the tested code: they must run neither under the broker's lock nor on its delivery path.
    private readonly TaskCompletionSource<T> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<T> Task => _completion.Task;

    /// <returns><see langword="false"/> when nobody waits for it any more.</returns>
    public bool Complete(T answer) => _completion.TrySetResult(answer);

    public void Fail(Exception exception) => _completion.TrySetException(exception);

    public void Cancel(CancellationToken cancellationToken) => _completion.TrySetCanceled(cancellationToken);

    public override void ConnectionLost(string reason) => Fail(new MqttConnectionLostException($"The connection ended: {reason}."));
}
