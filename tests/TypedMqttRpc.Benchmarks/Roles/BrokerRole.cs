using TypedMqttRpc.Benchmarks.Brokers;

namespace TypedMqttRpc.Benchmarks.Roles;

/// <summary>Runs a broker until the parent ends.</summary>
internal static class BrokerRole
{
    public static async Task RunAsync(string name)
    {
        await using RunningBroker broker = await BrokerTable.StartAsync(name);
        Console.WriteLine($"{broker.Uri} {broker.ProcessId}");
        while (Console.ReadLine() is not null)
        {
        }
    }
}
