using Home;
using TypedMqttRpc;

namespace Snippets;

/// <summary>Calls that differ from the others of their client.</summary>
public static class PerCall
{
    public static async Task RunAsync(MqttRpcConnection rpc)
    {
        // <snippet:per-call>
        var thermostat = new ThermostatClient(rpc, deviceId: "dev-42");

        Reading reading = await thermostat
            .WithTimeout(TimeSpan.FromSeconds(1))
            .WithHeader("tenant", "acme")
            .GetReadingAsync();
        // </snippet:per-call>
        Console.WriteLine(reading);
    }
}
