using System.Runtime.InteropServices;
using Template._1;
using TypedMqttRpc;
using TypedMqttRpc.Network;
using TypedMqttRpc.Testing;

// dotnet run                                 with a broker inside, for this program and others on this machine
// dotnet run -- mqtt://localhost:1883        with a broker of yours
try
{
    await using EmbeddedBroker? embedded = args.Length == 0 ? await EmbeddedBroker.StartAsync() : null;
    string address = embedded?.Uri ?? args[0];

    await using var rpc = await MqttRpcConnection.ConnectAsync(address);
    await using var serving = await rpc.ServeAsync<IGreeter>(new Greeter());
    Console.WriteLine($"Serving IGreeter at {rpc.Broker}{(embedded is null ? null : ", a broker in this program")}. Ctrl+C ends it.");

    // Any program with the contract and a connection calls it like this.
    IGreeter greeter = rpc.CreateClient<IGreeter>();
    Console.WriteLine(await greeter.HelloAsync("MQTT"));

    var stop = new TaskCompletionSource();
    using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
    using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
    await stop.Task;
    return 0;

    void Stop(PosixSignalContext signal)
    {
        // Running calls get their answers, and the broker is told goodbye, before the process ends.
        signal.Cancel = true;
        stop.TrySetResult();
    }
}
catch (Exception failure) when (failure is MqttConnectException or ArgumentException)
{
    Console.Error.WriteLine(failure.Message);
    return 1;
}
