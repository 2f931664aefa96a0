using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace TypedMqttRpc.Network;

/// <summary>Tells a connection's state changes to the user's handlers, in order and apart from the connection's own work.</summary>
internal sealed class StateFeed
{
    /// <summary>A handler that never ends must not make this grow; the oldest news is the least interesting.</summary>
    private const int MaxWaiting = 64;

    private readonly Channel<MqttRpcConnectionStateChange> _changes =
        Channel.CreateBounded<MqttRpcConnectionStateChange>(new BoundedChannelOptions(MaxWaiting) { FullMode = BoundedChannelFullMode.DropOldest });

    private readonly Action<MqttRpcConnectionStateChange> _raise;
    private readonly ILogger _log;

    public StateFeed(Action<MqttRpcConnectionStateChange> raise, ILogger log)
    {
        _raise = raise;
        _log = log;
        _ = RunAsync();
    }

    public MqttRpcConnectionState State { get; private set; }

    public void Report(MqttRpcConnectionState state, string? reason)
    {
        State = state;
        _changes.Writer.TryWrite(new(state, reason));
        if (state == MqttRpcConnectionState.Closed)
        {
            _changes.Writer.TryComplete();
        }
    }

    private async Task RunAsync()
    {
        await foreach (MqttRpcConnectionStateChange change in _changes.Reader.ReadAllAsync().ConfigureAwait(false))
        {
            try
            {
                _raise(change);
            }
            catch (Exception failure)
            {
                NetworkLog.StateHandlerFailed(_log, failure);
            }
        }
    }
}
