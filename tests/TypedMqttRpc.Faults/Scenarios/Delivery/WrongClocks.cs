using TypedMqttRpc.Faults.Load;
using TypedMqttRpc.Faults.Peers;
using TypedMqttRpc.Faults.Runner;

namespace TypedMqttRpc.Faults.Scenarios.Delivery;

/// <summary>The wall clocks of caller and server disagree by a day, or jump while calls go on. Every call ends as it does with right ones.</summary>
internal static class WrongClocks
{
    private static readonly TimeSpan Day = TimeSpan.FromHours(24);
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ShortDeadline = TimeSpan.FromMilliseconds(700);

    private static readonly (string Name, TimeSpan Caller, TimeSpan Server, bool Jumps)[] Skews =
    [
        ("none", default, default, false),
        ("the caller a day ahead", Day, default, false),
        ("the caller a day behind", -Day, default, false),
        ("the server a day ahead", default, Day, false),
        ("the server a day behind", default, -Day, false),
        ("both jump by a day, apart", Day, -Day, true),
    ];

    public static readonly Scenario Scenario = new("C-skew", "calls that succeed, fail, expire, wait in a queue, are cancelled, sent again", "wall clocks 24 h ahead, behind, or jumping", RunAsync) { Quiet = true };

    private static async Task RunAsync(Run run)
    {
        string[] outcomes = await Task.WhenAll(Skews.Select(static skew => CallAllAsync(skew.Caller, skew.Server, skew.Jumps)));
        for (int i = 1; i < Skews.Length; i++)
        {
            run.Require(outcomes[i] == outcomes[0], $"{Skews[i].Name}: {outcomes[i]}, where right clocks give: {outcomes[0]}");
        }

        run.Require(outcomes[0] == "ok 1; Internal 1; DeadlineExceeded 1; ok 1, DeadlineExceeded 0; cancelled 1; ok 1; Unavailable 0", $"with right clocks: {outcomes[0]}");
        run.Figure($"identical {outcomes.Count(outcome => outcome == outcomes[0])} of {Skews.Length}: {outcomes[0]}");
    }

    /// <returns>How each call ended, and how often it ran.</returns>
    private static async Task<string> CallAllAsync(TimeSpan callerShift, TimeSpan serverShift, bool jumps)
    {
        var callerTime = new SkewedTime();
        var serverTime = new SkewedTime();
        await using Cell cell = await Cell.StartAsync(
            serve: static options => options.MaxConcurrentCalls = 1,
            caller: options => options.TimeProvider = callerTime,
            server: options => options.TimeProvider = serverTime);
        IProbe client = cell.Client(Deadline);
        IProbe hasty = cell.Client(ShortDeadline);
        List<string> outcomes = [];

        if (!jumps)
        {
            (callerTime.Shift, serverTime.Shift) = (callerShift, serverShift);
        }

        outcomes.Add(await EndAsync(1, client.OnceAsync(1, 0, 50)));
        outcomes.Add(await EndAsync(2, client.FailAsync(2, 0)));
        outcomes.Add(await EndAsync(3, hasty.OnceAsync(3, 0, 2_000)));

        // The first holds the only place until the second's time is over.
        Task<string> first = EndAsync(4, client.OnceAsync(4, 0, 1_500));
        await RunningAsync(4);
        string second = await EndAsync(5, hasty.OnceAsync(5, 0, 0));
        outcomes.Add($"{await first}, {second}");

        using (var cancel = new CancellationTokenSource())
        {
            Task<string> cancelled = EndAsync(6, client.OnceAsync(6, 0, 5_000, cancel.Token));
            await RunningAsync(6);
            await cancel.CancelAsync();
            outcomes.Add(await cancelled);
        }

        Task<string> again = EndAsync(7, client.OnceAsync(7, 0, 300));
        await RunningAsync(7);
        cell.CallerProxy.ResetAll();
        cell.ServerProxy.ResetAll();
        outcomes.Add(await again);

        IGroupProbe nobody = cell.Caller.CreateClient<IGroupProbe>();
        outcomes.Add(await EndAsync(8, nobody.OnceAsync(8, 0, 0)));
        return string.Join("; ", outcomes);

        async Task RunningAsync(long call)
        {
            await Waiting.UntilAsync(() => cell.Executions.Executions.ContainsKey(call), $"a handler of call {call}");
            Jump();
        }

        void Jump()
        {
            if (jumps)
            {
                (callerTime.Shift, serverTime.Shift) = (callerTime.Shift + callerShift, serverTime.Shift + serverShift);
            }
        }

        async Task<string> EndAsync(long call, ValueTask<long> ending)
        {
            Jump();
            string end;
            try
            {
                await ending;
                end = "ok";
            }
            catch (RpcException error)
            {
                end = $"{error.Status}";
            }
            catch (OperationCanceledException)
            {
                end = "cancelled";
            }

            return $"{end} {cell.Executions.Executions.GetValueOrDefault(call)}";
        }
    }
}
