using System.Globalization;
using TypedMqttRpc.Benchmarks.Contract;

namespace TypedMqttRpc.Benchmarks.Sides.Typed;

/// <summary>Calls with a generated client and default settings.</summary>
internal sealed class TypedCaller(Func<IEcho, Parcel, ValueTask<Parcel>> call) : AwaitingCaller
{
    private const int MostLoops = 4_096;

    private readonly int[] _turns = new int[MostLoops];
    private IEcho[][] _clientsByQos = [];

    public override async Task ConnectAsync(SideSettings settings)
    {
        MqttRpcConnection connection = await MqttRpcConnection.ConnectAsync(new MqttRpcOptions { Uri = settings.Uri, TopicPrefix = settings.TopicPrefix });
        _clientsByQos = [.. Enumerable.Range(0, 2).Select(qos => Enumerable.Range(0, settings.Services)
            .Select(lane => connection.CreateClient<IEcho>(new TopicTokens { ["lane"] = lane.ToString(CultureInfo.InvariantCulture) }).WithOptions(options => options with { Qos = qos }))
            .ToArray())];
    }

    public override ValueTask<Parcel> CallAsync(Parcel parcel, int qos, int loop)
    {
        // Each loop goes through all services, so that every one of them is called.
        IEcho[] clients = _clientsByQos[qos];
        return call(clients[(uint)(loop + _turns[loop]++) % clients.Length], parcel);
    }
}
