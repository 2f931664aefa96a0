using TypedMqttRpc.BrokerTests.Brokers;
using TypedMqttRpc.BrokerTests.Clients;
using TypedMqttRpc.BrokerTests.Contracts;

namespace TypedMqttRpc.BrokerTests.EndToEnd;

/// <summary>Instances that share the calls of a service.</summary>
public sealed class GroupTests
{
    private const int Calls = 200;

    [Theory]
    [InlineData(BrokerKind.InMemory)]
    [InlineData(BrokerKind.Mosquitto)]
    public async Task Each_call_is_handled_by_one_member_and_every_member_gets_some(BrokerKind kind)
    {
        await using RpcPair pair = await RpcPair.StartAsync(kind);
        await using MqttRpcConnection second = await pair.Broker.ConnectAsync();
        Observed<int> taken = new();
        await using IAsyncDisposable one = await pair.Server.ServeAsync<IShared>(new Shared("one", taken.Add));
        await using IAsyncDisposable two = await second.ServeAsync<IShared>(new Shared("two", taken.Add));
        IShared shared = pair.Caller.CreateClient<IShared>();

        string[] answers = await Task.WhenAll(Enumerable.Range(0, Calls).Select(number => shared.TakeAsync(number).AsTask())).Soon();

        Assert.Equal(Enumerable.Range(0, Calls), taken.Items.Order());
        Assert.Equal(["one", "two"], answers.Distinct().Order());
        Assert.Equal(0, pair.Caller.Statistics.IgnoredResponses);
    }

    [Theory]
    [InlineData(BrokerKind.InMemory)]
    [InlineData(BrokerKind.Mosquitto)]
    public async Task A_member_that_leaves_hands_its_share_to_the_others(BrokerKind kind)
    {
        await using RpcPair pair = await RpcPair.StartAsync(kind);
        await using MqttRpcConnection second = await pair.Broker.ConnectAsync();
        await using IAsyncDisposable one = await pair.Server.ServeAsync<IShared>(new Shared("one"));
        IAsyncDisposable two = await second.ServeAsync<IShared>(new Shared("two"));
        IShared shared = pair.Caller.CreateClient<IShared>();

        await two.DisposeAsync();

        for (int number = 0; number < 20; number++)
        {
            Assert.Equal("one", await shared.TakeAsync(number));
        }
    }

    [Theory]
    [InlineData(BrokerKind.InMemory)]
    [InlineData(BrokerKind.Mosquitto)]
    public async Task A_group_can_be_chosen_where_a_service_is_served(BrokerKind kind)
    {
        await using RpcPair pair = await RpcPair.StartAsync(kind);
        await using MqttRpcConnection second = await pair.Broker.ConnectAsync();
        Observed<string> ran = new();
        await using IAsyncDisposable one = await pair.Server.ServeAsync<IWork>(new Work(Run), options => options.Group = "mine");
        await using IAsyncDisposable two = await second.ServeAsync<IWork>(new Work(Run), options => options.Group = "mine");
        IWork work = pair.Caller.CreateClient<IWork>();

        for (int number = 0; number < 20; number++)
        {
            await work.RunAsync($"{number}");
        }

        Assert.Equal(20, ran.Items.Count);

        ValueTask<string> Run(string job, CancellationToken cancellationToken)
        {
            ran.Add(job);
            return new(job);
        }
    }

    [Theory]
    [InlineData(BrokerKind.InMemory)]
    [InlineData(BrokerKind.Mosquitto)]
    public async Task A_cancellation_reaches_the_member_that_has_the_call(BrokerKind kind)
    {
        await using RpcPair pair = await RpcPair.StartAsync(kind);
        await using MqttRpcConnection second = await pair.Broker.ConnectAsync();
        Observed<string> started = new();
        Observed<string> cancelled = new();
        await using IAsyncDisposable one = await pair.Server.ServeAsync<IWork>(Work.Until(started.Add, cancelled.Add), options => options.Group = "mine");
        await using IAsyncDisposable two = await second.ServeAsync<IWork>(Work.Until(started.Add, cancelled.Add), options => options.Group = "mine");
        IWork work = pair.Caller.CreateClient<IWork>();

        for (int number = 0; number < 6; number++)
        {
            string job = $"{number}";
            using CancellationTokenSource cancel = new();
            Task<string> call = work.RunAsync(job, cancel.Token).AsTask();
            await started.WaitForAsync(other => other == job);
            await cancel.CancelAsync();
            await cancelled.WaitForAsync(other => other == job);
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        }
    }

    [Fact]
    public async Task A_broker_without_shared_subscriptions_is_named_as_the_problem_and_the_connection_lives_on()
    {
        await using RpcPair pair = await RpcPair.StartAsync(BrokerKind.Embedded);

        RpcException error = await Assert.ThrowsAsync<RpcException>(() => pair.Server.ServeAsync<IShared>(new Shared("one")));

        Assert.Equal(RpcStatus.Unavailable, error.Status);
        Assert.Equal(MqttReasonCode.SharedSubscriptionsNotSupported, error.BrokerReason);
        Assert.Contains("no shared subscriptions", error.Message, StringComparison.Ordinal);
        Assert.Contains("'$share/workers/test/shared/+'", error.Message, StringComparison.Ordinal);
        await using IAsyncDisposable serving = await pair.Server.ServeAsync<IWork>(Work.Echo);
        Assert.Equal("x", await pair.Caller.CreateClient<IWork>().RunAsync("x"));
    }
}
