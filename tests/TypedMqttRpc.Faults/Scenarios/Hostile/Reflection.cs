using TypedMqttRpc.Faults.Load;
using TypedMqttRpc.Faults.Peers;
using TypedMqttRpc.Faults.Runner;
using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Faults.Scenarios.Hostile;

/// <summary>Requests whose Response Topic aims at something else than their caller.</summary>
internal static class Reflection
{
    private static readonly string[] Targets =
    [
        "plant/valve/open/set", "$SYS/broker/x", "$CONTROL/dynamic-security/v1", "$share/g/a", "a/#", "#", "a/+/b", "+", "/", "", "a//b",
        "faults/secure/once/alice", "faults/secure/once/mallory", "faults/secure/_/cancel/alice", "faults/secure/nothing/x",
        "clients/alice/r/SecureProbe", "clients/alice/r/x", "clients/alice/r/", "clients/alice", "clients/server/r/SecureProbe", "clients/+/r/SecureProbe",
        "clients/mallory", "clients/mallory/", "clients/mallory/r", "clients/malloryx/r/SecureProbe", "clients/mallory/s", "clients//r/SecureProbe",
        "clients/mallory/r/+", "clients/mallory/r/#", "clients/Mallory/r/SecureProbe", "Clients/mallory/r/SecureProbe", "/clients/mallory/r/SecureProbe",
        "clients/mallory/../alice/r/x", "_rpc/services/SecureProbe/server", "_rpc/gone/server", "mallory", "clients/mallory/r/x\u0001", "clients/mallory/r/\uFFFF",
        new string('t', 300), "clients/mallory/r/" + new string('t', 60_000),
    ];

    public static readonly Scenario Scenario = new("C-reflect", $"{Targets.Length} response topics, with and without ACL", "requests that make a server publish elsewhere (T4, T5, T7)", RunAsync);

    private static async Task RunAsync(Run run)
    {
        foreach (bool acl in new[] { true, false })
        {
            await RunAsync(run, acl);
        }
    }

    private static async Task RunAsync(Run run, bool acl)
    {
        string name = acl ? "with ACL" : "without ACL";
        await using Cell cell = await Cell.StartBrokerAsync(SecureBroker.With(acl));
        var proxy = cell.Own(new Proxy.FaultProxy(cell.Broker.Port));
        void Named(MqttRpcOptions options) => (options.UserName, options.Password) = (options.ClientId, options.ClientId);
        MqttRpcConnection server = await cell.ConnectAsync(SecureBroker.Server, proxy.Uri, Named);
        await server.ServeAsync<ISecureProbe>(new Probe(cell.Executions));
        List<string> published = [];
        proxy.Tap = (direction, packet) =>
        {
            if (direction == Proxy.Direction.Up && packet.Kind == Proxy.PacketKind.Publish)
            {
                lock (published)
                {
                    published.Add(packet.Topic);
                }
            }
        };

        int sent = 0;
        for (int i = 0; i < Targets.Length; i++)
        {
            sent += await SendAsync(cell, i) ? 1 : 0;
        }

        // T7's good twin: the caller's own topic works. It shows that the server was alive all the time.
        RawClient good = await cell.ConnectRawAsync(SecureBroker.Mallory, SecureBroker.Mallory);
        await good.SubscribeAsync("clients/mallory/r/#");
        await good.PublishAsync(Request("clients/mallory/r/SecureProbe", -1_000));
        bool answered = await good.NextAsync(TimeSpan.FromSeconds(5)) is not null;
        string[] elsewhere;
        lock (published)
        {
            elsewhere = [.. published.Where(static topic => topic != "clients/mallory/r/SecureProbe")];
        }

        // Two of the topics are the caller's own, only odd; what is under it the caller may choose.
        int outside = elsewhere.Count(static topic => !topic.StartsWith("clients/mallory/r/", StringComparison.Ordinal));
        int executed = cell.Executions.Executions.Keys.Count(static id => id != -1_000);
        run.Figure($"{name}: sent {sent}, executed {executed}, published outside the caller's tree {outside}");
        run.Require(outside == 0, $"{name}: the server published to {string.Join(", ", elsewhere)}");
        run.Require(executed <= elsewhere.Length - outside, $"{name}: {executed} requests ran without an answer to their caller");
        run.Require(answered, $"{name}: the good request was not answered");
    }

    /// <returns>Whether the broker let the request in; some topics cost the sender the connection.</returns>
    private static async Task<bool> SendAsync(Cell cell, int number)
    {
        await using RawClient mallory = await RawClient.ConnectAsync(cell.Broker.Uri, SecureBroker.Mallory, SecureBroker.Mallory);
        try
        {
            return await mallory.PublishAsync(Request(Targets[number], -number - 1)).WaitAsync(TimeSpan.FromSeconds(2)) < MqttReasonCode.UnspecifiedError;
        }
        catch (Exception)
        {
            return false;
        }
    }

    private static MqttMessage Request(string responseTopic, long id) =>
        RawRequest.Of("once", id, SecureBroker.Mallory) with { Topic = "faults/secure/once/mallory", ResponseTopic = responseTopic };
}
