using TypedMqttRpc.Network;
using TypedMqttRpc.Testing;
using TypedMqttRpc.Tests.Support;
using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Tests.Network;

/// <summary>A keeper of a connection to the in-memory broker, in virtual time.</summary>
public abstract class SessionKeeperTestBase : IAsyncDisposable
{
    private protected static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private protected SessionKeeperTestBase()
    {
        Broker = new(Time);
        Keeper = new(Broker, new() { ClientId = "c" }, new("clients/c/r/#", 1), Events, Time, Log);
    }

    private protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private protected TestTime Time { get; } = new();

    private protected TestLog Log { get; } = new();

    private protected Observer Events { get; } = new();

    private protected InMemoryBroker Broker { get; }

    private protected SessionKeeper Keeper { get; }

    public async ValueTask DisposeAsync()
    {
        await Keeper.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Lets time pass in small steps until the condition is true.</summary>
    private protected Task PassUntilAsync(Func<bool> condition, TimeSpan step) => Time.PassUntilAsync(condition, step / 50, "What was waited for");

    private protected sealed class Observer : ISessionObserver
    {
        private readonly Lock _lock = new();
        private readonly List<string> _events = [];

        public IReadOnlyList<string> All
        {
            get
            {
                lock (_lock)
                {
                    return [.. _events];
                }
            }
        }

        public void OnMessage(in MqttMessage message) => Add("message");

        public void OnConnected(LiveSession session) => Add("connected");

        public void OnLost(string reason) => Add("lost");

        public void OnStateChanged(MqttRpcConnectionState state, string? reason) => Add(state.ToString());

        private void Add(string name)
        {
            lock (_lock)
            {
                _events.Add(name);
            }
        }
    }
}
