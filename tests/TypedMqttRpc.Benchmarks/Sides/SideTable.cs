using TypedMqttRpc.Benchmarks.Sides.HandWritten;
using TypedMqttRpc.Benchmarks.Sides.Peers;
using TypedMqttRpc.Benchmarks.Sides.Raw;
using TypedMqttRpc.Benchmarks.Sides.Typed;

namespace TypedMqttRpc.Benchmarks.Sides;

/// <summary>All sides. A further one is one line here.</summary>
internal static class SideTable
{
    public const string Typed = "typed";
    public const string TypedTask = "typed-task";
    public const string TypedContext = "typed-context";
    public const string Default = "default";
    public const string Tuned = "tuned";
    public const string PerCall = "per-call";
    public const string Raw = "raw";
    public const string GrpcDotnet = "grpc-dotnet";
    public const string JsonRpc = "stream-json-rpc";
    public const string Nats = "nats";

    public static IReadOnlyList<Side> All { get; } =
    [
        new(Typed, static () => new TypedCaller(static (client, parcel) => client.EchoAsync(parcel)), static () => new TypedServer()),
        new(TypedTask, static () => new TypedCaller(static (client, parcel) => new(client.EchoTaskAsync(parcel))), static () => new TypedServer()),
        new(TypedContext, static () => new TypedCaller(static (client, parcel) => client.EchoContextAsync(parcel)), static () => new TypedServer()),
        new(Default, static () => new HandWrittenCaller(isTuned: false), static () => new HandWrittenServer(isTuned: false)),
        new(Tuned, static () => new HandWrittenCaller(isTuned: true), static () => new HandWrittenServer(isTuned: true)),
        new(PerCall, static () => new PerCallCaller(), static () => new HandWrittenServer(isTuned: false)),
        new(Raw, static () => new RawCaller(), static () => new RawServer()),
        new(GrpcDotnet, static () => new GrpcCaller(), static () => new GrpcServer()),
        new(JsonRpc, static () => new JsonRpcCaller(), static () => new JsonRpcServer()),
        new(Nats, static () => new NatsCaller(), static () => new NatsServerSide()),
    ];

    public static Side Get(string name) => All.FirstOrDefault(side => side.Name == name)
        ?? throw new ArgumentException($"There is no side '{name}'; there are {string.Join(", ", All.Select(static side => side.Name))}.");
}
