namespace TypedMqttRpc.BrokerTests.Contracts;

/// <summary>One token that is bound, one that is a parameter.</summary>
[MqttService("home/{deviceId}/zone/{zone}")]
public partial interface IZones
{
    ValueTask<string> WhereAsync(int zone, string greeting);
}

/// <param name="name">Tells one instance from another.</param>
internal sealed class Zones(string name) : IZones
{
    public ValueTask<string> WhereAsync(int zone, string greeting) =>
        new($"{greeting} from {name}: device {RpcContext.Current!.Tokens["deviceId"]}, zone {zone}");
}
