using TypedMqttRpc.Benchmarks.Load;

namespace TypedMqttRpc.Benchmarks.Sides.Raw;

/// <summary>The floor: encoded bytes, blocking sockets, one thread.</summary>
internal sealed class RawCaller : CallerSide
{
    private readonly RawConnection _connection = new();

    public override Task ConnectAsync(SideSettings settings)
    {
        _connection.Open(settings.Port, RawConnection.ResponseTopic);
        return Task.CompletedTask;
    }

    public override CallLoad MakeLoad(LoadShape shape) => new RawLoad(_connection, shape);
}
