using System.Collections.Concurrent;
using System.Diagnostics;
using System.Security.Cryptography;
using TypedMqttRpc.Faults.Load;
using TypedMqttRpc.Faults.Peers;
using TypedMqttRpc.Faults.Runner;
using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Faults.Scenarios.Hostile;

/// <summary>Fixed hostile payloads and properties, in requests over a real broker and in answers.</summary>
internal static class HostileRequests
{
    public static readonly Scenario Scenario = new("C-hostile", "hostile requests, a good call after each; the same payloads as answers", "truncated, nested, endless, of wrong types; bad properties", RunAsync);

    private static async Task RunAsync(Run run)
    {
        await using Cell cell = await Cell.StartBrokerAsync(Cell.NoDelay);
        MqttRpcConnection server = await cell.ConnectAsync("server");
        await server.ServeAsync<IVault>(new Vault());
        MqttRpcConnection caller = await cell.ConnectAsync("caller");
        IVault good = caller.CreateClient<IVault>();
        RawClient raw = await cell.ConnectRawAsync("raw");
        await raw.SubscribeAsync("clients/raw/r/#");
        await good.StoreAsync(new Parcel(), []);
        TimeSpan longest = TimeSpan.Zero;
        int typed = 0;
        int sent = 0;
        foreach ((string name, MqttMessage request) in Requests())
        {
            sent++;
            long begin = Stopwatch.GetTimestamp();
            await raw.PublishAsync(request);
            MqttMessage? answer = await raw.NextAsync(TimeSpan.FromSeconds(5));
            TimeSpan took = Stopwatch.GetElapsedTime(begin);
            longest = took > longest ? took : longest;
            string? status = answer?.UserProperties?.Find(static property => property.Key == "__stat").Value;
            bool isRefusal = status is ['4' or '5', ..] and not "500";
            typed += isRefusal ? 1 : 0;
            run.Require(isRefusal, $"'{name}' was answered with {status ?? "nothing"}");
            run.Require(took < Noise.Room(100), $"'{name}' took {took.TotalMilliseconds:0} ms");
            run.Require((await good.StoreAsync(new Parcel(), [])).Name == "parcel", $"the good call after '{name}' failed");
        }

        run.Require(await raw.NextAsync(TimeSpan.FromMilliseconds(200)) is null, "a request was answered twice");
        long collisions = Stopwatch.GetTimestamp();
        await raw.PublishAsync(Of(HostilePayloads.Collisions()));
        await raw.NextAsync(TimeSpan.FromSeconds(10));
        TimeSpan colliding = Stopwatch.GetElapsedTime(collisions);
        run.Figure($"25,000 colliding keys {colliding.TotalMilliseconds:0} ms");
        run.Require(colliding < Noise.Room(100), $"colliding keys take {colliding.TotalMilliseconds:0} ms");
        run.Figure($"requests {sent}, typed {typed}, {longest.TotalMilliseconds:0} ms at most");
        run.Require(sent >= 120, $"there are only {sent}");
        await AnswersAsync(run);
    }

    private static async Task AnswersAsync(Run run)
    {
        var requests = new ConcurrentQueue<MqttMessage>();
        var network = new DirectNetwork(message =>
        {
            if (message.ResponseTopic is not null)
            {
                requests.Enqueue(message with { CorrelationData = message.CorrelationData.ToArray() });
            }
        });
        await using MqttRpcConnection caller = await MqttRpcConnection.ConnectAsync(new MqttRpcOptions { Network = network, ClientId = "caller" });
        IVault client = caller.CreateClient<IVault>();
        int typed = 0;
        int sent = 0;
        foreach ((string name, byte[] bytes) in HostilePayloads.All())
        {
            sent++;
            Task<Parcel> call = client.StoreAsync(new Parcel(), []).AsTask();
            requests.TryDequeue(out MqttMessage request);
            network.Deliver(new MqttMessage
            {
                Topic = request.ResponseTopic!,
                CorrelationData = request.CorrelationData,
                Payload = bytes,
                UserProperties = [new("__stat", "200")],
            });
            try
            {
                await call.WaitAsync(TimeSpan.FromSeconds(5));
                run.Require(false, $"the answer '{name}' was taken for a good one");
            }
            catch (RpcException error) when (error.Execution == RpcExecution.Executed)
            {
                typed++;
            }
            catch (Exception error)
            {
                run.Require(false, $"the answer '{name}' ended the call with {error}");
            }
        }

        run.Figure($"answers {sent}, typed {typed}");
    }

    private static IEnumerable<(string Name, MqttMessage Request)> Requests()
    {
        foreach ((string name, byte[] bytes) in HostilePayloads.All())
        {
            yield return (name, Of(bytes));
        }

        yield return ("17 properties", With(Enumerable.Range(0, 17).Select(static i => ($"p{i}", "v"))));
        yield return ("5 KiB of properties", With([("p", new string('x', 5 * 1024))]));
        foreach ((string property, string value) in new[]
        {
            ("attempt", "0"), ("attempt", "-1"), ("attempt", "many"), ("attempt", "99999999999"), ("age-ms", "old"), ("age-ms", "-5"),
            ("timeout-ms", "0"), ("timeout-ms", "soon"), ("timeout-ms", "4294967296"), ("__protVer", "2.0"), ("__protVer", "x"),
        })
        {
            yield return ($"{property}={value}", With([(property, value)]));
        }

        foreach (string type in new[] { "text/plain", "application/octet-stream", "x", "application/msgpack;charset=utf-8" })
        {
            yield return (type, Of(HostilePayloads.Valid) with { ContentType = type });
        }

        foreach (string method in new[] { "nothing", "Store", "storeAsync", "..", new string('m', 200) })
        {
            yield return ($"method {method}", Of(HostilePayloads.Valid) with { Topic = $"faults/vault/{method}" });
        }
    }

    private static MqttMessage With(IEnumerable<(string Name, string Value)> properties) =>
        Of(HostilePayloads.Valid) with { UserProperties = [.. properties.Select(static property => KeyValuePair.Create(property.Name, property.Value))] };

    private static MqttMessage Of(byte[] payload) => new()
    {
        Topic = "faults/vault/store",
        ResponseTopic = "clients/raw/r/Vault",
        CorrelationData = RandomNumberGenerator.GetBytes(16),
        ExpirySeconds = 10,
        Qos = 1,
        Payload = payload,
    };
}
