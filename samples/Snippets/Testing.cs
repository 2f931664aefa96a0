using Home;
using TypedMqttRpc;
using TypedMqttRpc.Testing;

namespace Snippets;

/// <summary>How the code of a user is tested; any test framework will do.</summary>
public static class Testing
{
    // <snippet:in-memory>
    public static async Task<Reading> CallInMemoryAsync(IThermostat thermostat)
    {
        var broker = new InMemoryBroker();
        await using var rpc = await MqttRpcConnection.ConnectAsync(new MqttRpcOptions { Network = broker });
        await using var serving = await rpc.ServeAsync(thermostat, o => o.Tokens["deviceId"] = "dev-42");

        return await new ThermostatClient(rpc, deviceId: "dev-42").GetReadingAsync();
    }
    // </snippet:in-memory>

    // <snippet:disturbed>
    public static async Task<RpcStatus> LoseTheAnswerAsync(IThermostat thermostat)
    {
        var broker = new InMemoryBroker();
        await using var rpc = await MqttRpcConnection.ConnectAsync(new MqttRpcOptions { Network = broker });
        await using var serving = await rpc.ServeAsync(thermostat, o => o.Tokens["deviceId"] = "dev-42");
        var client = new ThermostatClient(rpc, deviceId: "dev-42");

        // The handler runs, but its answer never reaches the caller.
        broker.Deliveries.DropNext("clients/+/r/#");
        try
        {
            await client.WithTimeout(TimeSpan.FromMilliseconds(200)).GetReadingAsync();
            return RpcStatus.Ok;
        }
        catch (RpcException late)
        {
            return late.Status;
        }
    }
    // </snippet:disturbed>

    // <snippet:embedded>
    public static async Task<Reading> CallOverSocketsAsync(IThermostat thermostat)
    {
        await using var broker = await EmbeddedBroker.StartAsync();
        await using var device = await MqttRpcConnection.ConnectAsync(broker.Uri);
        await using var serving = await device.ServeAsync(thermostat, o => o.Tokens["deviceId"] = "dev-42");

        await using var rpc = await MqttRpcConnection.ConnectAsync(broker.Uri);
        return await new ThermostatClient(rpc, deviceId: "dev-42").GetReadingAsync();
    }
    // </snippet:embedded>
}
