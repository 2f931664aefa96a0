using TypedMqttRpc.BrokerTests.Clients;

namespace TypedMqttRpc.BrokerTests.Connection;

/// <summary>The state changes of a connection from now on; those of connecting may or may not be among them.</summary>
internal sealed class ConnectionStates
{
    private readonly Observed<MqttRpcConnectionStateChange> _changes = new();
    private int _losses;

    public ConnectionStates(MqttRpcConnection connection) => connection.StateChanged += (_, change) =>
    {
        _changes.Add(change);
        if (change.State == MqttRpcConnectionState.Reconnecting)
        {
            Losses.Add(++_losses);
        }
        else if (change.State == MqttRpcConnectionState.Connected && _losses > 0)
        {
            Returns.Add(_losses);
        }
    };

    public IReadOnlyList<MqttRpcConnectionStateChange> Changes => _changes.Items;

    /// <summary>1 for the first time the connection was lost, 2 for the second, …</summary>
    public Observed<int> Losses { get; } = new();

    /// <summary>1 when it has come back from the first loss, …</summary>
    public Observed<int> Returns { get; } = new();

    public Task LostAsync(int time = 1) => Losses.WaitForAsync(loss => loss >= time);

    public Task BackAsync(int time = 1) => Returns.WaitForAsync(loss => loss >= time);
}
