using TypedMqttRpc.Faults.Load;
using TypedMqttRpc.Faults.Peers;
using TypedMqttRpc.Faults.Runner;

if (args is ["--server", ..])
{
    return await ServerProgram.RunAsync(args[1..]);
}

CommandLine arguments;
IReadOnlyList<Scenario> scenarios;
try
{
    arguments = CommandLine.Parse(args);
    scenarios = ScenarioTable.Select(arguments);
}
catch (Exception wrong) when (wrong is ArgumentException or FormatException)
{
    Console.Error.WriteLine(wrong.Message);
    return 2;
}

Cell.Channel = arguments.Channel;
if (arguments.List)
{
    foreach (Scenario scenario in scenarios)
    {
        Console.WriteLine($"{scenario.Id,-18} {scenario.Load} | {scenario.Fault}");
    }

    return 0;
}

// What the first connection makes once for the process, such as the socket engine, is no leftover of the first scenario.
await using (Cell warmUp = await Cell.StartAsync())
{
    await warmUp.Client(TimeSpan.FromSeconds(10)).OnceAsync(0, 0, 0);
}

Console.WriteLine($"seed {arguments.Seed}");
IReadOnlyList<ScenarioResult> results = await new ScenarioRunner(arguments).RunAsync(scenarios);
int failed = results.Count(static result => !result.Passed);
Console.WriteLine($"{results.Count - failed} passed, {failed} failed");
return failed == 0 ? 0 : 1;
