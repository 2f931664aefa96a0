using System.Net.Sockets;
using System.Runtime.InteropServices;
using Home;
using Home.Device;
using TypedMqttRpc;
using TypedMqttRpc.Network;
using TypedMqttRpc.Testing;

if (!CommandLine.TryParse(args, defaultBroker: "embedded", out CommandLine? options, out int exitCode))
{
    return exitCode;
}

try
{
    await using EmbeddedBroker? embedded = options.Broker == "embedded" ? await EmbeddedBroker.StartAsync(port: 1883) : null;
    string address = embedded?.Uri ?? options.Broker;

    using var journal = new Journal(Console.Out, TimeProvider.System);
    var thermostat = new Thermostat(options.Device, new Room(TimeProvider.System), journal);

    // <snippet:serve>
    await using var rpc = await MqttRpcConnection.ConnectAsync(address);
    await using var serving = await rpc.ServeAsync<IThermostat>(thermostat, o => o.Tokens["deviceId"] = options.Device);
    // </snippet:serve>

    rpc.StateChanged += (_, change) => journal.Write("connection", $"{change.State}{(change.Reason is null ? null : $": {change.Reason}")}");
    journal.Write("serving", $"{options.Device} at {rpc.Broker}{(embedded is null ? null : ", a broker in this program")}; Ctrl+C ends it");

    var stop = new TaskCompletionSource();
    using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
    using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
    await stop.Task;
    journal.Write("goodbye", "running calls get a second to end");
    return 0;

    void Stop(PosixSignalContext signal)
    {
        // Without this the process would end before the broker was told.
        signal.Cancel = true;
        stop.TrySetResult();
    }
}
catch (SocketException taken) when (taken.SocketErrorCode == SocketError.AddressAlreadyInUse)
{
    Console.Error.WriteLine("Port 1883 is taken, so a broker is probably running there already. To use that one, say:");
    Console.Error.WriteLine("  --broker mqtt://localhost:1883");
    return 1;
}
catch (Exception failure) when (failure is MqttConnectException or RpcException or ArgumentException)
{
    Console.Error.WriteLine(failure.Message);
    return 1;
}
