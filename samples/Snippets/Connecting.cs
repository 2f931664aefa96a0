using Microsoft.Extensions.Logging;
using TypedMqttRpc;

namespace Snippets;

/// <summary>Ways to connect.</summary>
public static class Connecting
{
    public static async Task ByAddressAsync()
    {
        // <snippet:connect>
        await using var rpc = await MqttRpcConnection.ConnectAsync("mqtt://user:p%40ss@broker.example:1883?clientId=hall-1&timeout=5");
        // </snippet:connect>
    }

    public static async Task ByOptionsAsync(ILoggerFactory loggerFactory, string password)
    {
        // <snippet:connect-options>
        var options = new MqttRpcOptions
        {
            Uri = "mqtts://broker.example",
            ClientId = "hall-1",
            UserName = "hall",
            Password = password,
            Timeout = TimeSpan.FromSeconds(5),
            LoggerFactory = loggerFactory,
            Tls =
            {
                CaFile = "ca.pem",
                CertificateFile = "hall.pem",
                KeyFile = "hall.key",
            },
        };
        await using var rpc = await MqttRpcConnection.ConnectAsync(options);
        // </snippet:connect-options>
    }

    public static async Task CheckAccessAsync(MqttRpcConnection rpc)
    {
        // <snippet:access>
        AccessReport report = await rpc.CheckAccessAsync();
        Console.WriteLine(report);
        // </snippet:access>
    }

    public static void Watch(MqttRpcConnection rpc)
    {
        // <snippet:states>
        rpc.StateChanged += (_, change) => Console.WriteLine($"{change.State} {change.Reason}");
        // </snippet:states>
    }
}
