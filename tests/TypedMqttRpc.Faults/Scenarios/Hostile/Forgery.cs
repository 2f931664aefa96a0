using System.Security.Cryptography;
using TypedMqttRpc.Faults.Ledger;
using TypedMqttRpc.Faults.Load;
using TypedMqttRpc.Faults.Peers;
using TypedMqttRpc.Faults.Runner;
using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Faults.Scenarios.Hostile;

/// <summary>Others answer in a server's place, or call in a caller's name.</summary>
internal static class Forgery
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);

    public static readonly Scenario Scenario = new("C-forge", "calls that take 20 ms, with and without ACL", "forged answers, guessed ids, another service's answers, calls in another's name (T1, T2, T3, T6)", RunAsync);

    private static async Task RunAsync(Run run)
    {
        await GuessAsync(run, run.Count(1_000_000, 100_000));
        foreach (bool acl in new[] { true, false })
        {
            await OverBrokerAsync(run, acl);
        }
    }

    /// <summary>Guessed ids beside a real one: of its form, of its slot, of its generation.</summary>
    private static async Task GuessAsync(Run run, int guesses)
    {
        MqttMessage? request = null;
        var network = new DirectNetwork(message => request = message.ResponseTopic is null ? request : message with { CorrelationData = message.CorrelationData.ToArray() });
        await using MqttRpcConnection caller = await MqttRpcConnection.ConnectAsync(new MqttRpcOptions { Network = network, ClientId = "caller" });
        Task<long> call = caller.CreateClient<IProbe>().WithOptions(static options => options with { Timeout = TimeSpan.FromSeconds(60) }).OnceAsync(1, 0, 0).AsTask();
        byte[] real = request!.Value.CorrelationData.ToArray();
        for (int i = 0; i < guesses; i++)
        {
            byte[] guess = [.. real];
            int from = i % 3 == 0 ? 0 : real.Length - (i % 12) - 1;
            RandomNumberGenerator.Fill(guess.AsSpan(from));
            if (!guess.AsSpan().SequenceEqual(real))
            {
                network.Deliver(Answer(request.Value.ResponseTopic!, guess));
            }
        }

        GuessCounters(network, request.Value.ResponseTopic!);
        bool accepted = call.IsCompleted;
        network.Deliver(Answer(request.Value.ResponseTopic!, real));
        bool answered = await Task.WhenAny(call, Task.Delay(2_000)) == call;
        run.Figure($"guesses {guesses}, accepted {(accepted ? 1 : 0)}");
        run.Require(!accepted, "a guess was accepted");
        run.Require(answered, "the real answer was not accepted any more");
        await call.ContinueWith(static call => call.Exception, TaskScheduler.Default);
    }

    /// <summary>What the id of a young process would be, were its parts counted and not drawn.</summary>
    private static void GuessCounters(DirectNetwork network, string topic)
    {
        byte[] bytes = new byte[CorrelationData.TextLength];
        foreach (bool asText in new[] { true, false })
        {
            for (uint life = 0; life < 64; life++)
            {
                for (ulong secret = 0; secret < 512; secret++)
                {
                    int length = new CorrelationData(life, Slot: 0, Generation: 0, secret).Write(bytes, asText);
                    network.Deliver(Answer(topic, bytes[..length]));
                }
            }
        }
    }

    private static async Task OverBrokerAsync(Run run, bool acl)
    {
        string name = acl ? "with ACL" : "without ACL";
        await using Cell cell = await Cell.StartBrokerAsync(SecureBroker.With(acl));
        void Named(MqttRpcOptions options) => (options.UserName, options.Password) = (options.ClientId, options.ClientId);
        MqttRpcConnection server = await cell.ConnectAsync(SecureBroker.Server, configure: Named);
        await server.ServeAsync<ISecureProbe>(new Probe(cell.Executions));
        MqttRpcConnection alice = await cell.ConnectAsync(SecureBroker.Alice, configure: Named);
        ISecureProbe client = alice.CreateClient<ISecureProbe>();
        RawClient mallory = await cell.ConnectRawAsync(SecureBroker.Mallory, SecureBroker.Mallory);
        RawClient evil = await cell.ConnectRawAsync(SecureBroker.Evil, SecureBroker.Evil);
        RawClient auditor = await cell.ConnectRawAsync(SecureBroker.Auditor, SecureBroker.Auditor);
        await auditor.SubscribeAsync("faults/secure/#");
        await cell.Calls.StartAsync(false, Deadline, (id, nonce) => client.OnceAsync(id, nonce, 0));
        while (await auditor.NextAsync(TimeSpan.FromMilliseconds(100)) is not null)
        {
        }

        int passed = 0;
        int forged = 0;
        for (int i = 0; i < 100; i++)
        {
            Task<CallRecord> call = cell.Calls.StartAsync(false, Deadline, (id, nonce) => client.OnceAsync(id, nonce, 20));
            MqttMessage request = (await auditor.NextAsync(TimeSpan.FromSeconds(5)))!.Value;
            byte[] correlation = request.CorrelationData.ToArray();

            // T1: on the caller's topic, with an id that mallory has to guess. T3: the id is known to an evil service, whose topic is another.
            passed += Passed(await mallory.PublishAsync(Answer("clients/alice/r/SecureProbe", RandomNumberGenerator.GetBytes(correlation.Length)))) ? 1 : 0;
            passed += Passed(await evil.PublishAsync(Answer("clients/alice/r/Evil", correlation))) && acl ? 0 : 1;
            if (acl)
            {
                passed += Passed(await evil.PublishAsync(Answer("clients/alice/r/SecureProbe", correlation))) ? 1 : 0;
            }

            CallRecord record = await call;
            forged += record.Ok && record.NonceMatches ? 0 : 1;
        }

        // T6: only the broker can tell.
        int before = cell.Executions.Total;
        int inOthersName = 0;
        if (acl)
        {
            for (int i = 1; i <= 20; i++)
            {
                MqttMessage request = RawRequest.Of("once", -i, SecureBroker.Alice) with { Topic = "faults/secure/once/alice" };
                inOthersName += Passed(await mallory.PublishAsync(request)) ? 1 : 0;
            }

            await Task.Delay(200);
        }

        await cell.Calls.WhenAllEndedAsync(Deadline);
        Checker.CheckAllOk(run, [cell.Calls], cell.Executions.Executions);
        run.Figure($"{name}: forged answers accepted {forged}, calls in another's name {cell.Executions.Total - before}");
        run.Require(forged == 0, $"{name}: {forged} calls got a forged answer");
        run.Require(!acl || (passed == 0 && inOthersName == 0), $"{name}: the broker let {passed} forged answers and {inOthersName} forged calls through");
        run.Require(cell.Executions.Total == before, $"{name}: a call in another's name ran");
    }

    private static bool Passed(MqttReasonCode answer) => answer < MqttReasonCode.UnspecifiedError && answer != MqttReasonCode.NoMatchingSubscribers;

    private static MqttMessage Answer(string topic, byte[] correlation) => new()
    {
        Topic = topic,
        CorrelationData = correlation,
        Qos = 1,
        Payload = new byte[] { 42 },
        UserProperties = [new("__stat", "200")],
    };
}
