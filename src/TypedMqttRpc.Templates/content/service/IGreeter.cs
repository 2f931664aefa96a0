using TypedMqttRpc;

namespace Template._1;

/// <summary>The contract: whoever has this interface can call the service. Its methods are topics, such as demo/greeter/hello.</summary>
[MqttService("demo/greeter")]
public partial interface IGreeter
{
    /// <summary>Greets somebody.</summary>
    ValueTask<string> HelloAsync(string name, CancellationToken cancellationToken = default);
}
