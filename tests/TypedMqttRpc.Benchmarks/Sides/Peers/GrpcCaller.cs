using Grpc.Core;
using Grpc.Net.Client;
using TypedMqttRpc.Benchmarks.Contract;

namespace TypedMqttRpc.Benchmarks.Sides.Peers;

/// <summary>Calls with gRPC for .NET. A connection carries a hundred calls at once, so it may open more, as its users are told to let it.</summary>
internal sealed class GrpcCaller : AwaitingCaller
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    private CallInvoker _invoker = null!;

    public override async Task ConnectAsync(SideSettings settings)
    {
        GrpcChannel channel = GrpcChannel.ForAddress(settings.Uri, new() { HttpHandler = new SocketsHttpHandler { EnableMultipleHttp2Connections = true } });
        await channel.ConnectAsync();
        _invoker = channel.CreateCallInvoker();
    }

    public override async ValueTask<Parcel> CallAsync(Parcel parcel, int qos, int loop)
    {
        using AsyncUnaryCall<Parcel> call = _invoker.AsyncUnaryCall(GrpcEcho.Method, null, new CallOptions(deadline: DateTime.UtcNow + Timeout), parcel);
        return await call.ResponseAsync;
    }
}
