using TypedMqttRpc.Faults.Ledger;
using TypedMqttRpc.Faults.Load;
using TypedMqttRpc.Faults.Peers;
using TypedMqttRpc.Faults.Runner;

namespace TypedMqttRpc.Faults.Scenarios.Groups;

/// <summary>Three instances share the calls of a service; one is killed, or hangs.</summary>
internal static class SharedGroup
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(4);

    public static readonly Scenario Killed = new("C-share", "3 member processes, 300 calls/s, half of them idempotent", "kill -9 of one", KilledAsync) { InShort = false };

    public static readonly Scenario Hung = new("C-share-hung", "3 members, 300 calls/s", "one begins handlers and never ends them", HungAsync);

    private static async Task KilledAsync(Run run)
    {
        await using Cell cell = await Cell.StartBrokerAsync();
        ServerProcess[] members = [.. Enumerable.Range(0, 3).Select(i => cell.Own(new ServerProcess(cell.Broker.Uri, $"member-{i}", Path.GetTempFileName(), "group")))];
        await Task.WhenAll(members.Select(static member => member.StartAsync()));
        MqttRpcConnection caller = await cell.ConnectAsync("caller");
        IGroupProbe client = caller.CreateClient<IGroupProbe>().WithOptions(static options => options with { Timeout = Deadline });
        bool idempotent = false;
        await using (new OpenLoop(300, () =>
        {
            idempotent = !idempotent;
            _ = cell.Calls.StartAsync(idempotent, Deadline, idempotent
                ? (id, nonce) => client.RepeatableAsync(id, nonce, 10)
                : (id, nonce) => client.OnceAsync(id, nonce, 10));
        }))
        {
            await Task.Delay(1_000);
            members[0].Kill();
            await Task.Delay(1_500);
        }

        await cell.Calls.WhenAllEndedAsync(Deadline * 2);
        Verdict verdict = Checker.Check(run, [cell.Calls], LedgerFile.Read(members.Select(static member => member.LedgerFile)));
        CallRecord[] failed = [.. cell.Calls.Calls.Where(static call => call.HasEnded && !call.Ok)];
        int idempotentFailed = failed.Count(static call => call.Idempotent);
        run.Figure($"failed {failed.Length}, idempotent {idempotentFailed}");
        run.Require(verdict.OkShare > 95, $"only {verdict.OkShare:0} % succeeded");
        run.Require(idempotentFailed == 0, $"{idempotentFailed} idempotent calls failed");
        run.Require(failed.Length <= 20, $"{failed.Length} calls failed, where the dead member had a handful under way");
    }

    private static async Task HungAsync(Run run)
    {
        await using Cell cell = await Cell.StartBrokerAsync();
        Probe[] members = [.. Enumerable.Range(0, 3).Select(_ => new Probe(cell.Executions))];
        for (int i = 0; i < members.Length; i++)
        {
            MqttRpcConnection server = await cell.ConnectAsync($"member-{i}");
            await server.ServeAsync<IGroupProbe>(members[i], static options => (options.MaxConcurrentCalls, options.MaxQueuedCalls) = (10, 10));
        }

        MqttRpcConnection caller = await cell.ConnectAsync("caller");
        IGroupProbe client = caller.CreateClient<IGroupProbe>().WithOptions(static options => options with { Timeout = Deadline });
        members[0].Hang = Task.Delay(Timeout.Infinite);
        await using (new OpenLoop(300, () => _ = cell.Calls.StartAsync(false, Deadline, (id, nonce) => client.OnceAsync(id, nonce, 0))))
        {
            await Task.Delay(2_500);
        }

        await cell.Calls.WhenAllEndedAsync(Deadline * 2);
        Verdict verdict = Checker.Check(run, [cell.Calls], cell.Executions.Executions);
        int swallowed = cell.Calls.Calls.Count(static call => call.Status == RpcStatus.DeadlineExceeded);
        int refused = cell.Calls.Calls.Count(static call => call.Status == RpcStatus.ResourceExhausted);
        run.Figure($"swallowed by the hung member {swallowed}, refused by it {refused}");
        run.Require(swallowed <= 20, $"{swallowed} calls were swallowed, where the hung member has 20 places");
        run.Require(verdict.Ok + swallowed + refused == verdict.Started, "calls ended in another way");
        run.Require(verdict.OkShare > 60, "the other members did not get their share");
    }
}
