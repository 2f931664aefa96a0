using System.Diagnostics;
using TypedMqttRpc.Faults.Ledger;
using TypedMqttRpc.Faults.Load;
using TypedMqttRpc.Faults.Runner;
using TypedMqttRpc.Testing;

namespace TypedMqttRpc.Faults.Scenarios.Delivery;

/// <summary>The broker refuses a subscription, or grants less than was asked for. Whoever asked hears it at once.</summary>
internal static class RefusedSubscriptions
{
    private const string Requests = "faults/probe/+";

    private static readonly MqttReasonCode[] Answers =
        [MqttReasonCode.UnspecifiedError, MqttReasonCode.NotAuthorized, MqttReasonCode.SharedSubscriptionsNotSupported, MqttReasonCode.QuotaExceeded, MqttReasonCode.Success];

    public static readonly Scenario Scenario = new("C-suback", "serving", "SUBACK 0x80, 0x87, 0x9E, 0x97, QoS 0", RunAsync) { Quiet = true };

    private static async Task RunAsync(Run run)
    {
        var broker = new InMemoryBroker();
        await using MqttRpcConnection connection = await MqttRpcConnection.ConnectAsync(new MqttRpcOptions { Network = broker, ClientId = "server" });
        int typed = 0;
        TimeSpan longest = TimeSpan.Zero;
        foreach (MqttReasonCode answer in Answers)
        {
            broker.Subscribes.AnswerNext(Requests, answer);
            long begin = Stopwatch.GetTimestamp();
            try
            {
                await connection.ServeAsync<IProbe>(new Probe(new ServerLedger()));
                run.Require(false, $"serving began although the broker said {answer}");
            }
            catch (RpcException refusal)
            {
                typed++;
                run.Require(refusal.Message.Contains(Requests, StringComparison.Ordinal), $"'{refusal.Message}' does not name the filter");
            }

            TimeSpan took = Stopwatch.GetElapsedTime(begin);
            longest = took > longest ? took : longest;
        }

        run.Figure($"typed {typed} of {Answers.Length}, {longest.TotalMilliseconds:0} ms at most");
        run.Require(longest < Noise.Room(50), $"one took {longest.TotalMilliseconds:0} ms");

        // Once it grants what was asked for, all is well.
        await using IAsyncDisposable serving = await connection.ServeAsync<IProbe>(new Probe(new ServerLedger()));
        run.Require(await connection.CreateClient<IProbe>().OnceAsync(1, Nonce.For(1), 0) == Nonce.Answer(1, Nonce.For(1)), "the next attempt does not serve");
    }
}
