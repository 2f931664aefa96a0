using TypedMqttRpc.Benchmarks.Brokers.Batching;
using TypedMqttRpc.BrokerTests.Brokers.Mosquitto;
using TypedMqttRpc.Testing;

namespace TypedMqttRpc.Benchmarks.Brokers;

/// <summary>All brokers. What is said of the batching one is always said under its name, since nobody runs it but these benchmarks.</summary>
internal static class BrokerTable
{
    public const string Batching = "batching";
    public const string Embedded = "embedded";
    public const string MosquittoDefault = "mosquitto-default";
    public const string MosquittoNoDelay = "mosquitto-nodelay";
    public const string Nats = "nats-server";

    /// <summary>There is none: the caller talks to the server itself.</summary>
    public const string Direct = "direct";

    // The broker tests let Mosquitto log every packet; these are the types it logs by itself.
    private static readonly string[] UsualLog = ["log_type none", "log_type error", "log_type warning", "log_type notice", "log_type information"];

    public static async Task<RunningBroker> StartAsync(string name)
    {
        switch (name)
        {
            case Batching:
                BatchingBroker batching = new();
                batching.Start();
                return new(batching.Uri, Environment.ProcessId, static () => ValueTask.CompletedTask);
            case Embedded:
                EmbeddedBroker embedded = await EmbeddedBroker.StartAsync();
                return new(embedded.Uri, Environment.ProcessId, embedded.DisposeAsync);
            case MosquittoDefault:
                return await StartMosquittoAsync();
            case MosquittoNoDelay:
                return await StartMosquittoAsync("set_tcp_nodelay true", "max_inflight_messages 0", "max_queued_messages 0");
            case Nats:
                return await NatsServer.StartAsync();
            default:
                throw new ArgumentException($"There is no broker '{name}'.");
        }
    }

    private static async Task<RunningBroker> StartMosquittoAsync(params string[] lines)
    {
        MosquittoBroker mosquitto = await MosquittoBroker.StartAsync(new() { Lines = [.. UsualLog, .. lines] });
        return new(mosquitto.Uri, mosquitto.ProcessId, mosquitto.DisposeAsync);
    }
}
