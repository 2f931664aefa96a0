using System.Net;
using System.Net.Sockets;
using StreamJsonRpc;
using TypedMqttRpc.Benchmarks.Contract;

namespace TypedMqttRpc.Benchmarks.Sides.Peers;

/// <summary>Calls with StreamJsonRpc over one connection.</summary>
internal sealed class JsonRpcCaller : AwaitingCaller
{
    private JsonRpc _rpc = null!;

    public override async Task ConnectAsync(SideSettings settings)
    {
        Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, settings.Port);
        _rpc = new(JsonRpcStream.Over(socket));
        _rpc.StartListening();
    }

    public override async ValueTask<Parcel> CallAsync(Parcel parcel, int qos, int loop) => await _rpc.InvokeAsync<Parcel>(JsonRpcServer.Method, parcel);
}
