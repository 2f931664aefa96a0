using TypedMqttRpc.BrokerTests.Brokers.Mosquitto;
using TypedMqttRpc.Network;

namespace TypedMqttRpc.BrokerTests.Brokers;

/// <summary>A broker that a test has for itself, of whatever kind.</summary>
public abstract class TestBroker : IAsyncDisposable
{
    public abstract BrokerKind Kind { get; }

    /// <summary>Where to connect to; <see langword="null"/> when <see cref="Network"/> says it.</summary>
    public virtual string? Uri => null;

    /// <summary>What to connect through; <see langword="null"/> when <see cref="Uri"/> says it.</summary>
    public virtual IMqttNetwork? Network => null;

    public virtual bool HasSharedSubscriptions => true;

    public virtual bool CountsDownExpiry => true;

    /// <summary>Starts a broker, or skips the test where that kind is not installed.</summary>
    public static async Task<TestBroker> StartAsync(BrokerKind kind) => kind switch
    {
        BrokerKind.InMemory => new InMemoryTestBroker(),
        BrokerKind.Embedded => await EmbeddedTestBroker.StartAsync(),
        BrokerKind.MosquittoStandard => await MosquittoBroker.StartAsync(new() { Channel = MqttRpcChannel.Standard }),
        _ => await MosquittoBroker.StartAsync(),
    };

    /// <summary>Kills the broker, which then remembers nothing.</summary>
    public abstract Task KillAsync();

    /// <summary>Starts it again, at the same address, after <see cref="KillAsync"/>.</summary>
    public abstract Task StartAgainAsync();

    /// <summary>Kills the broker and starts it again.</summary>
    public async Task RestartAsync()
    {
        await KillAsync();
        await StartAgainAsync();
    }

    public abstract ValueTask DisposeAsync();
}
