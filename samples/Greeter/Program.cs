using TypedMqttRpc;
using TypedMqttRpc.Testing;

await using var broker = await EmbeddedBroker.StartAsync();
await using var rpc = await MqttRpcConnection.ConnectAsync(broker.Uri);
await using var serving = await rpc.ServeAsync<IGreeter>(new Greeter());
Console.WriteLine(await rpc.CreateClient<IGreeter>().HelloAsync("Ada"));

[MqttService("demo/greeter")]
public partial interface IGreeter { ValueTask<string> HelloAsync(string name, CancellationToken cancellationToken = default); }

internal sealed class Greeter : IGreeter { public ValueTask<string> HelloAsync(string name, CancellationToken _) => new($"Hello, {name}!"); }
