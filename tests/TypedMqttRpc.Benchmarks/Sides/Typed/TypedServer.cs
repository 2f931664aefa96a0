using System.Globalization;
using TypedMqttRpc.Benchmarks.Contract;

namespace TypedMqttRpc.Benchmarks.Sides.Typed;

/// <summary>Serves with default settings, each lane as a service of its own.</summary>
internal sealed class TypedServer : ServerSide
{
    public override async Task StartAsync(SideSettings settings)
    {
        MqttRpcConnection connection = await MqttRpcConnection.ConnectAsync(new MqttRpcOptions { Uri = settings.Uri, TopicPrefix = settings.TopicPrefix });
        Echo echo = new();
        for (int lane = 0; lane < settings.Services; lane++)
        {
            string token = lane.ToString(CultureInfo.InvariantCulture);
            await connection.ServeAsync<IEcho>(echo, options => options.Tokens["lane"] = token);
        }
    }
}
