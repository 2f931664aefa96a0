using TypedMqttRpc.Faults.Load;
using TypedMqttRpc.Faults.Runner;

namespace TypedMqttRpc.Faults.Scenarios.Versions;

/// <summary>
/// A caller and a server were built at different times. What was added passes both ways; what does not fit is refused before it runs, with the
/// name of what does not.
/// </summary>
internal static class ContractVersions
{
    public static readonly Scenario Scenario = new("C-versions", "an older caller and a newer server, and the reverse", "methods, parameters, members and types that one of them does not know", RunAsync)
    {
        Quiet = true,
    };

    private static async Task RunAsync(Run run)
    {
        int executed = 0;
        void Executed() => Interlocked.Increment(ref executed);
        int right = 0;
        int of = 0;
        await using (Cell cell = await Cell.StartBrokerAsync())
        {
            MqttRpcConnection server = await cell.ConnectAsync("server");
            await server.ServeAsync<Newer.IStore>(new Newer.Store(Executed));
            Older.IStore older = (await cell.ConnectAsync("caller")).CreateClient<Older.IStore>();
            await ExpectAsync("an optional parameter more at the server", () => older.FindAsync("a"), "find a 10");
            await ExpectAsync("a required parameter more at the server", () => older.MoveAsync("a"), "InvalidArgument/NotExecuted target", runs: false);
            await ExpectAsync("a member more at the server", () => older.PutAsync(new("a", 1)), new Older.Item("a", 2));
            await ExpectAsync("another type of parameter", () => older.ResizeAsync(5), "InvalidArgument/NotExecuted size", runs: false);
            await ExpectAsync("another type of member", () => older.WeighAsync(new(5)), "InvalidArgument/NotExecuted load", runs: false);
            await ExpectAsync("another type of result", () => older.CountAsync(), "Internal/Executed ");
            await ExpectAsync("a method less at the server", () => older.DropAsync("a"), "Unimplemented/NotExecuted ", runs: false);
        }

        await using (Cell cell = await Cell.StartBrokerAsync())
        {
            MqttRpcConnection server = await cell.ConnectAsync("server");
            await server.ServeAsync<Older.IStore>(new Older.Store(Executed));
            Newer.IStore newer = (await cell.ConnectAsync("caller")).CreateClient<Newer.IStore>();
            await ExpectAsync("an optional parameter less at the server", () => newer.FindAsync("a", 5), "find a");
            await ExpectAsync("a required parameter less at the server", () => newer.MoveAsync("a", "b"), "move a");
            await ExpectAsync("a member less at the server", () => newer.PutAsync(new("a", 1, "note")), new Newer.Item("a", 2, null));
            await ExpectAsync("another type of parameter", () => newer.ResizeAsync("five"), "InvalidArgument/NotExecuted size", runs: false);
            await ExpectAsync("another type of member", () => newer.WeighAsync(new("five")), "InvalidArgument/NotExecuted load", runs: false);
            await ExpectAsync("another type of result", () => newer.CountAsync(), "Internal/Executed ");
            await ExpectAsync("a method more at the caller", () => newer.RenameAsync("a"), "Unimplemented/NotExecuted ", runs: false);
        }

        run.Figure($"as they must be {right} of {of}, executed {executed}");

        async Task ExpectAsync<T>(string what, Func<ValueTask<T>> call, object expected, bool runs = true)
        {
            int before = Volatile.Read(ref executed);
            object? outcome;
            try
            {
                outcome = await call();
            }
            catch (RpcException error)
            {
                outcome = $"{error.Status}/{error.Execution} {error.Field}";
            }

            bool isRight = Equals(outcome, expected) && Volatile.Read(ref executed) - before == (runs ? 1 : 0);
            of++;
            right += isRight ? 1 : 0;
            run.Require(isRight, $"{what}: {outcome}, where '{expected}' is right; ran {Volatile.Read(ref executed) - before} times");
        }
    }
}
