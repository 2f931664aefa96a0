using TypedMqttRpc.Faults.Ledger;
using TypedMqttRpc.Faults.Load;

namespace TypedMqttRpc.Faults.Peers;

/// <summary>This program as a server in a process of its own, so that it can be killed: <c>--server uri clientId ledgerFile (probe | group)</c>.</summary>
internal static class ServerProgram
{
    public const string Ready = "serving";

    public static async Task<int> RunAsync(string[] arguments)
    {
        using var ledger = new LedgerFile(arguments[2]);
        await using MqttRpcConnection connection = await MqttRpcConnection.ConnectAsync(new MqttRpcOptions { Uri = arguments[0], ClientId = arguments[1] });
        var probe = new Probe(ledger);
        await using IAsyncDisposable serving = arguments[3] == "group"
            ? await connection.ServeAsync<IGroupProbe>(probe)
            : await connection.ServeAsync<IProbe>(probe);
        Console.WriteLine(Ready);

        // Ends with whoever started it: its standard input is closed then.
        while (Console.ReadLine() is not null)
        {
        }

        return 0;
    }
}
