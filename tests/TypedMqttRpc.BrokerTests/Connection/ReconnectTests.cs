using TypedMqttRpc.BrokerTests.Brokers;
using TypedMqttRpc.BrokerTests.Clients;
using TypedMqttRpc.BrokerTests.Contracts;
using TypedMqttRpc.BrokerTests.EndToEnd;

namespace TypedMqttRpc.BrokerTests.Connection;

/// <summary>A broker that dies and comes back at the same address.</summary>
[Collection(nameof(Alone))]
public sealed class ReconnectTests
{
    [Theory]
    [ClassData(typeof(EveryBroker))]
    public async Task After_a_restart_callers_and_services_are_back_where_they_were(BrokerKind kind)
    {
        await using RpcPair pair = await RpcPair.StartAsync(kind);
        ConnectionStates server = new(pair.Server);
        ConnectionStates caller = new(pair.Caller);
        await using IAsyncDisposable work = await pair.Server.ServeAsync<IWork>(Work.Echo);
        await using IAsyncDisposable values = await pair.Server.ServeAsync<IValues>(new Values());
        await using IAsyncDisposable route = await pair.Server.RouteAsync("devices/+", (_, _) => new(RpcReply.From("OK"u8)));

        for (int restart = 1; restart <= 3; restart++)
        {
            await pair.Broker.RestartAsync();
            await server.BackAsync(restart);
            await caller.BackAsync(restart);

            Assert.Equal(MqttRpcConnectionState.Connected, pair.Caller.State);
            Assert.Equal("x", await pair.Caller.CreateClient<IWork>().RunAsync("x"));
            Assert.Equal(111, await pair.Caller.CreateClient<IValues>().AddAsync(1));
            Assert.Equal("OK"u8.ToArray(), (await pair.Caller.RequestAsync("devices/7", Array.Empty<byte>())).Payload.ToArray());
        }
    }

    [Theory]
    [ClassData(typeof(EveryBroker))]
    public async Task The_states_are_told_in_order_with_the_reason_of_the_loss(BrokerKind kind)
    {
        await using TestBroker broker = await TestBroker.StartAsync(kind);
        await using MqttRpcConnection rpc = await broker.ConnectAsync();
        ConnectionStates states = new(rpc);

        await broker.RestartAsync();
        await states.BackAsync();

        MqttRpcConnectionStateChange[] changes = [.. states.Changes.SkipWhile(static change => change.State != MqttRpcConnectionState.Reconnecting)];
        Assert.Equal([MqttRpcConnectionState.Reconnecting, MqttRpcConnectionState.Connected], changes.Select(static change => change.State));
        Assert.NotEmpty(changes[0].Reason!);
        Assert.Null(changes[1].Reason);
    }

    [Theory]
    [ClassData(typeof(EveryBroker))]
    public async Task A_call_during_an_outage_waits_for_its_end(BrokerKind kind)
    {
        await using TestBroker broker = await TestBroker.StartAsync(kind);
        await using MqttRpcConnection rpc = await broker.ConnectAsync(static options => options.Timeout = TimeSpan.FromSeconds(30));
        ConnectionStates states = new(rpc);
        Observed<string> ran = new();
        await using IAsyncDisposable serving = await rpc.ServeAsync<IWork>(new Work((job, _) =>
        {
            ran.Add(job);
            return new(job);
        }));
        await broker.KillAsync();
        await states.LostAsync();

        IWork work = rpc.CreateClient<IWork>();
        Task<string>[] calls = [.. Enumerable.Range(0, 10).Select(number => work.RunAsync($"{number}").AsTask())];
        Task told = work.TellAsync("told").AsTask();
        Assert.Equal(11, rpc.Statistics.PendingCalls);
        Assert.False(told.IsCompleted);
        await broker.StartAgainAsync();

        Assert.Equal(Enumerable.Range(0, 10).Select(number => $"{number}"), await Task.WhenAll(calls).Soon());
        await told.Soon();
        await ran.WaitForAsync(static job => job == "told");
        Assert.Equal(11, ran.Items.Count);
    }

    [Theory]
    [ClassData(typeof(EveryBroker))]
    public async Task A_call_that_is_to_fail_fast_ends_at_once_when_the_connection_is_lost_and_may_have_run(BrokerKind kind)
    {
        await using RpcPair pair = await RpcPair.StartAsync(kind, static options => options.Timeout = TimeSpan.FromSeconds(60));
        ConnectionStates states = new(pair.Caller);
        Observed<string> started = new();
        await using IAsyncDisposable serving = await pair.Server.ServeAsync<IWork>(Work.Until(started.Add, static _ => { }));
        Task<string> call = pair.Caller.CreateClient<IWork>()
            .WithOptions(static options => options with { Reconnect = RpcReconnect.FailFast })
            .RunAsync("x").AsTask();
        await started.WaitForAsync(static _ => true);

        await pair.Broker.KillAsync();
        TimeSpan time = await Measure.OnceAsync(async () =>
        {
            RpcException error = await Assert.ThrowsAsync<RpcException>(() => call.Soon());
            Assert.Equal(RpcStatus.Unavailable, error.Status);
            Assert.Equal(RpcExecution.Unknown, error.Execution);
            Assert.False(error.IsRemote);
            Assert.Contains("'test/task/run'", error.Message, StringComparison.Ordinal);
        });

        Assert.InRange(time, TimeSpan.Zero, TimeSpan.FromSeconds(1));
        await pair.Broker.StartAgainAsync();
        await states.BackAsync();
    }

    [Theory]
    [ClassData(typeof(EveryBroker))]
    public async Task The_deadline_includes_connecting(BrokerKind kind)
    {
        await using TestBroker broker = await TestBroker.StartAsync(kind);
        await using MqttRpcConnection rpc = await broker.ConnectAsync();
        ConnectionStates states = new(rpc);
        await broker.KillAsync();
        await states.LostAsync();
        TimeSpan timeout = TimeSpan.FromMilliseconds(300);
        IWork work = rpc.CreateClient<IWork>().WithTimeout(timeout);

        foreach (Func<Task> call in (Func<Task>[])[() => work.RunAsync("x").AsTask(), () => work.TellAsync("x").AsTask()])
        {
            TimeSpan time = await Measure.MedianAsync(() => Measure.OnceAsync(async () =>
            {
                RpcException error = await Assert.ThrowsAsync<RpcException>(call);
                Assert.Equal(RpcStatus.Unavailable, error.Status);
                Assert.Equal(RpcExecution.NotExecuted, error.Execution);
                Assert.Contains($"Not connected to {rpc.Broker} within 300 ms", error.Message, StringComparison.Ordinal);
            }));
            Assert.InRange(time, timeout - TimeSpan.FromMilliseconds(20), timeout + TimeSpan.FromMilliseconds(250));
        }

        await broker.StartAgainAsync();
    }

    [Theory]
    [ClassData(typeof(EveryBroker))]
    public async Task What_was_disposed_during_an_outage_is_not_served_after_it(BrokerKind kind)
    {
        await using RpcPair pair = await RpcPair.StartAsync(kind);
        ConnectionStates server = new(pair.Server);
        ConnectionStates caller = new(pair.Caller);
        IAsyncDisposable serving = await pair.Server.ServeAsync<IWork>(Work.Echo);
        await using IAsyncDisposable other = await pair.Server.ServeAsync<IValues>(new Values());
        await pair.Broker.KillAsync();
        await server.LostAsync();

        await serving.DisposeAsync();
        await pair.Broker.StartAgainAsync();
        await server.BackAsync();
        await caller.BackAsync();

        Assert.Equal(111, await pair.Caller.CreateClient<IValues>().AddAsync(1));
        RpcException error = await Assert.ThrowsAsync<RpcException>(() => pair.Caller.CreateClient<IWork>().RunAsync("x").AsTask());
        Assert.Equal(MqttReasonCode.NoMatchingSubscribers, error.BrokerReason);
    }

    [Theory]
    [ClassData(typeof(EveryBroker))]
    public async Task Serving_that_begins_during_an_outage_is_there_after_it(BrokerKind kind)
    {
        await using TestBroker broker = await TestBroker.StartAsync(kind);
        await using MqttRpcConnection rpc = await broker.ConnectAsync(static options => options.ConnectTimeout = TimeSpan.FromSeconds(30));
        ConnectionStates states = new(rpc);
        await broker.KillAsync();
        await states.LostAsync();

        Task<IAsyncDisposable> starting = rpc.ServeAsync<IWork>(Work.Echo);
        Assert.False(starting.IsCompleted);
        await broker.StartAgainAsync();

        await using IAsyncDisposable serving = await starting.Soon();
        Assert.Equal("x", await rpc.CreateClient<IWork>().RunAsync("x"));
    }

    [Theory]
    [ClassData(typeof(EveryBroker))]
    public async Task Two_clients_with_one_id_do_not_take_the_connection_from_each_other_in_a_tight_loop(BrokerKind kind)
    {
        await using TestBroker broker = await TestBroker.StartAsync(kind);
        await using MqttRpcConnection one = await broker.ConnectAsync(static options => options.ClientId = "twin");
        ConnectionStates states = new(one);

        // Without growing pauses this takes some 40 ms; with them, seconds on average, and less than this in no thousand years.
        TimeSpan time = await Measure.OnceAsync(async () =>
        {
            await using MqttRpcConnection two = await broker.ConnectAsync(static options => options.ClientId = "twin");
            await states.LostAsync(6);
        });

        Assert.True(time > TimeSpan.FromMilliseconds(150), $"6 losses in {time.TotalMilliseconds} ms");
    }
}
