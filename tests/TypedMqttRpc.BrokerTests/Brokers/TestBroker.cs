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
        _ => await MosquittoBroker.StartAsync(),
    };

    /// <summary>Kills the broker, which then remembers nothing, and starts it again at the same address.</summary>
    public abstract Task RestartAsync();

    public abstract ValueTask DisposeAsync();
}
