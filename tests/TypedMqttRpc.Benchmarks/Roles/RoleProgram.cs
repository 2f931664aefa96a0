namespace TypedMqttRpc.Benchmarks.Roles;

/// <summary>What this program does when it was started by itself.</summary>
internal static class RoleProgram
{
    public static async Task<int> RunAsync(string[] arguments)
    {
        switch (arguments)
        {
            case ["caller", var side, var uri, var services]:
                await CallerRole.RunAsync(new(side, uri, int.Parse(services)));
                break;
            case ["server", var side, var uri, var services]:
                await ServerRole.RunAsync(new(side, uri, int.Parse(services)));
                break;
            case ["broker", var name]:
                await BrokerRole.RunAsync(name);
                break;
            case ["pending", var uri]:
                await PendingRole.RunAsync(uri);
                break;
            case ["features", var milliseconds]:
                await FeatureRole.RunAsync(TimeSpan.FromMilliseconds(int.Parse(milliseconds)));
                break;
            case ["spinner"]:
                SpinnerRole.Run();
                break;
            default:
                Console.Error.WriteLine($"There is no role '{string.Join(' ', arguments)}'.");
                return 2;
        }

        return 0;
    }
}
