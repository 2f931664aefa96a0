using Grpc.Core;
using MessagePack;
using TypedMqttRpc.Benchmarks.Contract;

namespace TypedMqttRpc.Benchmarks.Sides.Peers;

/// <summary>The service for gRPC, as its own generator would write it, but that parcels are MessagePack there too: all sides send the same bytes.</summary>
[BindServiceMethod(typeof(GrpcEcho), nameof(Bind))]
internal class GrpcEcho
{
    private static readonly Marshaller<Parcel> Parcels = Marshallers.Create<Parcel>(
        static (parcel, context) =>
        {
            MessagePackSerializer.Serialize(context.GetBufferWriter(), parcel);
            context.Complete();
        },
        static context => MessagePackSerializer.Deserialize<Parcel>(context.PayloadAsReadOnlySequence()));

    public static Method<Parcel, Parcel> Method { get; } = new(MethodType.Unary, "bench.Echo", nameof(Echo), Parcels, Parcels);

    public static void Bind(ServiceBinderBase binder, GrpcEcho? service) =>
        binder.AddMethod(Method, service is null ? null! : new UnaryServerMethod<Parcel, Parcel>(service.Echo));

    /// <remarks>gRPC looks for virtual methods only.</remarks>
    public virtual Task<Parcel> Echo(Parcel parcel, ServerCallContext context) => Task.FromResult(Contract.Echo.Answer(parcel));
}
