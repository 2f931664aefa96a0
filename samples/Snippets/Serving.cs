using Home;
using TypedMqttRpc;

namespace Snippets;

/// <summary>Ways to serve.</summary>
public static class Serving
{
    public static async Task WithLimitsAsync(MqttRpcConnection rpc, IThermostat thermostat)
    {
        // <snippet:serve-options>
        await using var serving = await rpc.ServeAsync<IThermostat>(thermostat, o =>
        {
            o.Tokens["deviceId"] = "dev-42";
            o.MaxConcurrentCalls = 8;
            o.MaxQueuedCalls = 100;
            o.MaxCallTime = TimeSpan.FromSeconds(30);
            o.AllowedResponseTopics.Add("clients/+/r/#");
        });
        // </snippet:serve-options>
    }

    // <snippet:fleet-served>
    public static async Task ManyDevicesAsync(MqttRpcConnection rpc)
    {
        // No token is bound, so this serves home/+/admin/+: every device.
        await using var serving = await rpc.ServeAsync<IFleet>(new Fleet());

        IFleet fleet = rpc.CreateClient<IFleet>();
        Console.WriteLine(await fleet.GetVersionAsync("dev-42"));
    }
    // </snippet:fleet-served>
}
