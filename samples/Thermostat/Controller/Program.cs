using Home;
using Home.Controller;
using TypedMqttRpc;
using TypedMqttRpc.Network;

if (!CommandLine.TryParse(args, defaultBroker: "mqtt://localhost:1883", out CommandLine? options, out int exitCode))
{
    return exitCode;
}

var screen = new Screen(Console.Out);
try
{
    // By default connecting is tried for ten seconds; a person in front of a terminal would rather know sooner.
    await using var rpc = await MqttRpcConnection.ConnectAsync(new MqttRpcOptions { Uri = options.Broker, ConnectTimeout = TimeSpan.FromSeconds(2) });
    // <snippet:client>
    IThermostat thermostat = new ThermostatClient(rpc, deviceId: options.Device);
    // </snippet:client>

    screen.Title($"Thermostat {options.Device} at {rpc.Broker}");

    await new Tour(thermostat, screen).RunAsync();
    await new Crowd(thermostat, screen).RunAsync(calls: 1_000);
    return 0;
}
catch (RpcException failure)
{
    screen.Failure(failure);
    if (failure is { Status: RpcStatus.Unavailable, Execution: RpcExecution.NotExecuted })
    {
        screen.Hint($"Start the device: dotnet run --project samples/Thermostat/Device -- --broker {options.Broker} --device {options.Device}");
    }

    return 1;
}
catch (MqttConnectException failure)
{
    Console.Error.WriteLine(failure.Message);
    if (failure.Reason is null)
    {
        // Nobody answered, so there may be no broker.
        Console.Error.WriteLine("The device brings a broker along: dotnet run --project samples/Thermostat/Device");
    }

    return 1;
}
catch (ArgumentException failure)
{
    Console.Error.WriteLine(failure.Message);
    return 2;
}
