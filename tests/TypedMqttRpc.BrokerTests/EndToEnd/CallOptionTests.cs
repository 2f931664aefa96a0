using TypedMqttRpc.BrokerTests.Brokers;
using TypedMqttRpc.BrokerTests.Clients;
using TypedMqttRpc.BrokerTests.Contracts;
using TypedMqttRpc.Testing;

namespace TypedMqttRpc.BrokerTests.EndToEnd;

/// <summary>Headers, quality of service, prefixes, and what a handler knows of its call.</summary>
public sealed class CallOptionTests
{
    private static readonly byte[] Hi = [0x91, 0xA2, (byte)'h', (byte)'i'];

    [Theory]
    [ClassData(typeof(EveryBroker))]
    public async Task Headers_reach_the_handler_and_only_from_the_client_that_has_them(BrokerKind kind)
    {
        await using RpcPair pair = await RpcPair.StartAsync(kind);
        await using IAsyncDisposable serving = await pair.Server.ServeAsync<IWork>(new Work((_, _) =>
            new(string.Join(' ', RpcContext.Current!.Headers.Select(header => $"{header.Key}={header.Value}")))));
        IWork plain = pair.Caller.CreateClient<IWork>();
        IWork tenant = plain.WithHeader("tenant", "acmé");

        Assert.Equal("tenant=acmé tenant=two", await tenant.WithHeader("tenant", "two").RunAsync("x"));
        Assert.Equal("tenant=acmé", await tenant.RunAsync("x"));
        Assert.Equal(string.Empty, await plain.RunAsync("x"));
    }

    [Theory]
    [ClassData(typeof(EveryBroker))]
    public async Task Headers_of_a_handler_reach_the_caller_also_with_an_error(BrokerKind kind)
    {
        await using RpcPair pair = await RpcPair.StartAsync(kind);
        await using IAsyncDisposable serving = await pair.Server.ServeAsync<IWork>(new Work(async (job, _) =>
        {
            RpcContext.Current!.ResponseHeaders.Add("before", "1");
            await Task.Yield();
            RpcContext.Current!.ResponseHeaders.Add("after", "2");
            return job;
        }));

        RpcMessage answer = await pair.Caller.RequestAsync("test/task/run", Hi);

        Assert.Equal(["before=1", "after=2"], answer.Headers.Select(header => $"{header.Key}={header.Value}"));
    }

    [Theory]
    [ClassData(typeof(EveryBroker))]
    public async Task A_handler_knows_its_call(BrokerKind kind)
    {
        await using RpcPair pair = await RpcPair.StartAsync(kind);
        await using IAsyncDisposable serving = await pair.Server.ServeAsync<IWork>(new Work(async (_, token) =>
        {
            await Task.Yield();
            RpcContext context = RpcContext.Current!;
            Assert.Equal(token, context.CancellationToken);
            Assert.InRange(context.TimeLeft, TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(7));
            return $"{context.Service} {context.Method} {context.Topic} {context.Tokens.Count} {context.Caller ?? "unknown"}";
        }));

        Assert.Equal("Work run test/task/run 0 unknown", await pair.Caller.CreateClient<IWork>().WithTimeout(TimeSpan.FromSeconds(7)).RunAsync("x"));
        Assert.Null(RpcContext.Current);
    }

    [Theory]
    [ClassData(typeof(EveryBroker))]
    public async Task A_prefix_comes_before_every_topic_of_a_service(BrokerKind kind)
    {
        await using RpcPair pair = await RpcPair.StartAsync(kind, options => options.TopicPrefix = "plant-7/line-2");
        await using MqttRpcConnection elsewhere = await pair.Broker.ConnectAsync(options => options.TopicPrefix = "plant-8");
        await using IAsyncDisposable serving = await pair.Server.ServeAsync<IWork>(new Work((_, _) => new(RpcContext.Current!.Topic)));

        Assert.Equal("plant-7/line-2/test/task/run", await pair.Caller.CreateClient<IWork>().RunAsync("x"));
        RpcException error = await Assert.ThrowsAsync<RpcException>(() => elsewhere.CreateClient<IWork>().RunAsync("x").AsTask());
        Assert.Equal("plant-8/test/task/run", error.Topic);
        Assert.Equal(RpcStatus.Unavailable, error.Status);
    }

    [Theory]
    [ClassData(typeof(EveryBroker))]
    public async Task A_cancellation_finds_its_service_behind_a_prefix(BrokerKind kind)
    {
        await using RpcPair pair = await RpcPair.StartAsync(kind, options => options.TopicPrefix = "plant-7");
        TaskCompletionSource started = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using IAsyncDisposable serving = await pair.Server.ServeAsync<IWork>(Work.Until(_ => started.SetResult(), _ => ended.SetResult()));
        using CancellationTokenSource cancel = new();
        Task<string> call = pair.Caller.CreateClient<IWork>().RunAsync("x", cancel.Token).AsTask();
        await started.Task.Soon();

        await cancel.CancelAsync();

        await ended.Task.Soon();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    [Theory]
    [ClassData(typeof(EveryBroker))]
    public async Task Calls_work_without_acknowledgements_too(BrokerKind kind)
    {
        await using RpcPair pair = await RpcPair.StartAsync(kind, options => options.Qos = 0);
        await using IAsyncDisposable serving = await pair.Server.ServeAsync<IWork>(Work.Echo);
        IWork work = pair.Caller.CreateClient<IWork>();

        string[] answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(number => work.RunAsync($"{number}").AsTask())).Soon();

        Assert.Equal(Enumerable.Range(0, 100).Select(number => $"{number}"), answers);
    }

    [Fact]
    public async Task The_quality_of_service_is_the_calls_else_the_methods_else_the_connections_and_the_response_repeats_it()
    {
        InMemoryBroker broker = new();
        await using MqttRpcConnection rpc = await MqttRpcConnection.ConnectAsync(new MqttRpcOptions { Network = broker });
        await using IAsyncDisposable serving = await rpc.ServeAsync<IWork>(Work.Echo);
        IWork work = rpc.CreateClient<IWork>();

        await work.RunAsync("connection");
        await work.RunUnacknowledgedAsync("method");
        await work.WithOptions(options => options with { Qos = 0 }).RunAsync("call");
        await work.WithOptions(options => options with { Qos = 1 }).RunUnacknowledgedAsync("call");

        Assert.Equal([1, 0, 0, 1], await QosOnAsync("test/task/+"));
        Assert.Equal([1, 0, 0, 1], await QosOnAsync("clients/+/r/Work"));

        async Task<IEnumerable<int>> QosOnAsync(string filter) =>
            (await broker.Publishes.WaitForAsync(filter, 4).Soon()).Select(static message => message.Message.Qos);
    }
}
