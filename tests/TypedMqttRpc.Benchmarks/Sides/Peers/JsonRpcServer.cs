using System.Net;
using System.Net.Sockets;
using StreamJsonRpc;
using TypedMqttRpc.Benchmarks.Contract;

namespace TypedMqttRpc.Benchmarks.Sides.Peers;

/// <summary>Serves with StreamJsonRpc.</summary>
internal sealed class JsonRpcServer : ServerSide
{
    public const string Method = "echo";

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public override string? Uri => $"tcp://{_listener.LocalEndpoint}";

    public override Task StartAsync(SideSettings settings)
    {
        _listener.Start();
        _ = AcceptAsync();
        return Task.CompletedTask;
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            JsonRpc rpc = new(JsonRpcStream.Over(await _listener.AcceptSocketAsync()));
            rpc.AddLocalRpcMethod(Method, Echo.Answer);
            rpc.StartListening();
        }
    }
}
