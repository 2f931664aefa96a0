using TypedMqttRpc;

namespace Snippets;

/// <summary>Requests and answers of any payload, for peers that know no contract.</summary>
public static class BytesInBytesOut
{
    public static async Task AnswerAsync(MqttRpcConnection rpc, CancellationToken stopped)
    {
        // <snippet:route>
        await using var route = await rpc.RouteAsync("devices/+", (request, cancellationToken) =>
        {
            string device = request.Tokens["0"];
            return new(RpcReply.From(System.Text.Encoding.UTF8.GetBytes($"{device} is fine")));
        });
        // </snippet:route>
        await Task.Delay(Timeout.Infinite, stopped);
    }

    public static async Task AskAsync(MqttRpcConnection rpc)
    {
        // <snippet:request>
        RpcMessage answer = await rpc.RequestAsync("api/getData", "dev1"u8.ToArray(), new RpcCallOptions { Timeout = TimeSpan.FromSeconds(2) });
        // </snippet:request>
        Console.WriteLine(System.Text.Encoding.UTF8.GetString(answer.Payload.Span));
    }
}
