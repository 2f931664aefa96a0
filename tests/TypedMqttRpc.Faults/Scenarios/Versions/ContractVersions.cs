using System.Diagnostics;
using TypedMqttRpc.Faults.Load;
using TypedMqttRpc.Faults.Runner;

namespace TypedMqttRpc.Faults.Scenarios.Versions;

/// <summary>
/// A caller and a server were built at different times. What was added passes both ways; what does not fit is refused before it runs: by the caller
/// where the server announces its contract, and otherwise by the server, with the name of what does not fit.
/// </summary>
internal static class ContractVersions
{
    private const string Refused = "UnsupportedVersion/NotExecuted ";

    private static readonly TimeSpan HearLimit = TimeSpan.FromSeconds(5);

    public static readonly Scenario Scenario = new("C-versions", "an older caller and a newer server, and the reverse", "methods, parameters, members and types that one of them does not know", RunAsync)
    {
        Quiet = true,
    };

    private static async Task RunAsync(Run run)
    {
        Outcomes outcomes = new(run);
        foreach (bool announces in (bool[])[false, true])
        {
            await CallNewerAsync(outcomes, announces);
            await CallOlderAsync(outcomes, announces);
        }

        run.Figure($"as they must be {outcomes.Right} of {outcomes.Count}, executed {outcomes.Executions}");
    }

    private static async Task CallNewerAsync(Outcomes outcomes, bool announces)
    {
        await using Cell cell = await Cell.StartBrokerAsync();
        MqttRpcConnection server = await cell.ConnectAsync("server", configure: options => options.Presence = announces);
        await server.ServeAsync<Newer.IStore>(new Newer.Store(outcomes.OnExecuted));
        Older.IStore older = (await cell.ConnectAsync("caller")).CreateClient<Older.IStore>();
        await HearAsync(announces, () => older.ResizeAsync(5));
        await outcomes.ExpectAsync("an optional parameter more at the server", () => older.FindAsync("a"), "find a 10");
        await outcomes.ExpectAsync("a required parameter more at the server", () => older.MoveAsync("a"), announces ? Refused : "InvalidArgument/NotExecuted target", runs: false);
        await outcomes.ExpectAsync("a member more at the server", () => older.PutAsync(new("a", 1)), new Older.Item("a", 2));
        await outcomes.ExpectAsync("another type of parameter", () => older.ResizeAsync(5), announces ? Refused : "InvalidArgument/NotExecuted size", runs: false);
        await outcomes.ExpectAsync("another type of member", () => older.WeighAsync(new(5)), announces ? Refused : "InvalidArgument/NotExecuted load", runs: false);
        await outcomes.ExpectAsync("another type of result", () => older.CountAsync(), announces ? Refused : "Internal/Executed ", runs: !announces);
        await outcomes.ExpectAsync("a method less at the server", () => older.DropAsync("a"), "Unimplemented/NotExecuted ", runs: false);
    }

    private static async Task CallOlderAsync(Outcomes outcomes, bool announces)
    {
        await using Cell cell = await Cell.StartBrokerAsync();
        MqttRpcConnection server = await cell.ConnectAsync("server", configure: options => options.Presence = announces);
        await server.ServeAsync<Older.IStore>(new Older.Store(outcomes.OnExecuted));
        Newer.IStore newer = (await cell.ConnectAsync("caller")).CreateClient<Newer.IStore>();
        await HearAsync(announces, () => newer.ResizeAsync("five"));
        await outcomes.ExpectAsync("an optional parameter less at the server", () => newer.FindAsync("a", 5), "find a");

        // A server passes over what comes after the parameters that it knows.
        await outcomes.ExpectAsync("a required parameter less at the server", () => newer.MoveAsync("a", "b"), announces ? Refused : "move a", runs: !announces);
        await outcomes.ExpectAsync("a member less at the server", () => newer.PutAsync(new("a", 1, "note")), new Newer.Item("a", 2, null));
        await outcomes.ExpectAsync("another type of parameter", () => newer.ResizeAsync("five"), announces ? Refused : "InvalidArgument/NotExecuted size", runs: false);
        await outcomes.ExpectAsync("another type of member", () => newer.WeighAsync(new("five")), announces ? Refused : "InvalidArgument/NotExecuted load", runs: false);
        await outcomes.ExpectAsync("another type of result", () => newer.CountAsync(), announces ? Refused : "Internal/Executed ", runs: !announces);
        await outcomes.ExpectAsync("a method more at the caller", () => newer.RenameAsync("a"), "Unimplemented/NotExecuted ", runs: false);
    }

    /// <summary>Calls what never runs until the caller has heard what the server announces.</summary>
    private static async Task HearAsync(bool announces, Func<ValueTask<string>> call)
    {
        long started = Stopwatch.GetTimestamp();
        RpcStatus status;
        do
        {
            status = await Outcomes.StatusOfAsync(call);
        }
        while (announces && status != RpcStatus.UnsupportedVersion && Stopwatch.GetElapsedTime(started) < HearLimit);
    }
}
