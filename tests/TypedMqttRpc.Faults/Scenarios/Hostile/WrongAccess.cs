using System.Diagnostics;
using TypedMqttRpc.BrokerTests.Brokers.Mosquitto;
using TypedMqttRpc.Faults.Load;
using TypedMqttRpc.Faults.Peers;
using TypedMqttRpc.Faults.Runner;

namespace TypedMqttRpc.Faults.Scenarios.Hostile;

/// <summary>An ACL lacks one of the rights that a server and a caller need. Somebody says which.</summary>
internal static class WrongAccess
{
    private const string Caller = "caller";
    private const string Server = "server";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    /// <summary>Every right: who needs it, the line of the ACL, and what must be named when that is not there.</summary>
    private static readonly (string User, string Line, string Named)[] Rights =
    [
        (Caller, "read clients/caller/r/#", "forbidden read clients/caller/r/#"),
        (Caller, "write _rpc/gone/caller", "forbidden write _rpc/gone/caller"),
        (Caller, "read _rpc/gone/+", "forbidden read _rpc/gone/+"),
        (Caller, "read _rpc/services/Probe/+", "unknown read _rpc/services/Probe/+"),
        (Caller, "write faults/probe/+", "Not authorized to publish to 'faults/probe/wait'"),
        (Caller, "write faults/probe/_/cancel", "refused the cancellation on faults/probe/_/cancel"),
        (Server, "read clients/server/r/#", "forbidden read clients/server/r/#"),
        (Server, "write _rpc/gone/server", "forbidden write _rpc/gone/server"),
        (Server, "read faults/probe/+", "forbidden read faults/probe/+"),
        (Server, "read faults/probe/_/cancel", "forbidden read faults/probe/_/cancel"),
        (Server, "write clients/+/r/Probe", "forbidden write clients/+/r/Probe"),
        (Server, "write _rpc/services/Probe/server", "forbidden write _rpc/services/Probe/server"),
    ];

    /// <summary>What only <see cref="MqttRpcConnection.CheckAccessAsync"/> needs.</summary>
    private static readonly (string User, string Line)[] ForChecks =
    [
        (Caller, "write clients/caller/r/_check"),
        (Server, "write clients/server/r/_check"),
        (Server, "write faults/probe/_check"),
        (Server, "write faults/probe/_/cancel"),
    ];

    public static readonly Scenario Scenario = new("C-acl", "a server and a caller", "12 ACLs, each without one right", RunAsync) { Quiet = true };

    private static async Task RunAsync(Run run)
    {
        TimeSpan slowest = TimeSpan.Zero;
        int named = 0;
        for (int i = 0; i < Rights.Length; i++)
        {
            (TimeSpan took, string said) = await TryWithoutAsync(i);
            slowest = took > slowest ? took : slowest;
            bool isNamed = said.Contains(Rights[i].Named, StringComparison.Ordinal);
            named += isNamed ? 1 : 0;
            run.Require(isNamed, $"without '{Rights[i].Line}' nobody said '{Rights[i].Named}', but: {said}");
        }

        run.Figure($"named {named} of {Rights.Length}, after {slowest.TotalMilliseconds:0} ms at most");
        run.Require(slowest <= Limit, $"it took {slowest.TotalMilliseconds:0} ms");
    }

    private static async Task<(TimeSpan Took, string Said)> TryWithoutAsync(int missing)
    {
        await using Cell cell = await Cell.StartBrokerAsync(new MosquittoOptions
        {
            Users = new[] { Caller, Server }.ToDictionary(static name => name, static name => name),
            Acl = string.Concat(new[] { Caller, Server }.Select(user => $"user {user}\n{string.Concat(LinesOf(user, missing).Select(static line => $"topic {line}\n"))}")),
        });
        using var log = new LogRecorder();
        void Named(MqttRpcOptions options) => (options.UserName, options.Password, options.LoggerFactory) = (options.ClientId, options.ClientId, log);
        MqttRpcConnection server = await cell.ConnectAsync(Server, configure: Named);
        await server.ServeAsync<IProbe>(new Probe(cell.Executions));
        MqttRpcConnection caller = await cell.ConnectAsync(Caller, configure: Named);

        long begin = Stopwatch.GetTimestamp();
        string failure = await CallAndCancelAsync(caller.CreateClient<IProbe>());
        AccessReport[] reports = await Task.WhenAll(caller.CheckAccessAsync(), server.CheckAccessAsync());

        // What the broker says of the cancellation comes when it comes.
        string said;
        do
        {
            await Task.Yield();
            said = string.Join("; ", [failure, .. log.Warnings, .. reports.Select(static report => report.ToString())]);
        }
        while (!said.Contains(Rights[missing].Named, StringComparison.Ordinal) && Stopwatch.GetElapsedTime(begin) < Limit);

        return (Stopwatch.GetElapsedTime(begin), said);
    }

    private static IEnumerable<string> LinesOf(string user, int missing) =>
        Rights.Where((right, i) => right.User == user && i != missing).Select(static right => right.Line)
            .Concat(ForChecks.Where(check => check.User == user).Select(static check => check.Line));

    private static async Task<string> CallAndCancelAsync(IProbe client)
    {
        using var cancel = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        try
        {
            await client.WaitAsync(1, cancel.Token);
            return string.Empty;
        }
        catch (OperationCanceledException)
        {
            return string.Empty;
        }
        catch (RpcException refused)
        {
            return refused.Message;
        }
    }
}
