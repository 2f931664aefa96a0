using TypedMqttRpc.BrokerTests.Brokers;
using TypedMqttRpc.BrokerTests.Clients;
using TypedMqttRpc.BrokerTests.Contracts;
using TypedMqttRpc.Testing;

namespace TypedMqttRpc.BrokerTests.EndToEnd;

/// <summary>Calls that are spread over several connections.</summary>
public sealed class StripingTests
{
    [Theory]
    [ClassData(typeof(EveryBroker))]
    public async Task Each_connection_carries_its_share_and_each_call_gets_its_own_answer(BrokerKind kind)
    {
        await using RpcPair pair = await RpcPair.StartAsync(kind);
        await using MqttRpcConnection striped = await pair.Broker.ConnectAsync(static options => (options.ClientId, options.Connections) = ("many", 3));
        await using IAsyncDisposable vault = await pair.Server.ServeAsync<IVault>(new Vault(_ => new(RpcContext.Current!.Caller!)));
        await using IAsyncDisposable work = await pair.Server.ServeAsync<IWork>(Work.Echo);
        IWork client = striped.CreateClient<IWork>();

        string[] names = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => striped.CreateClient<IVault>().WhoAmIAsync().AsTask()));
        string[] answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => client.RunAsync($"{i}").AsTask()));

        Assert.Equal(["many", "many.2", "many.3"], names.Distinct().Order());
        Assert.All(names.GroupBy(static name => name), static group => Assert.Equal(10, group.Count()));
        Assert.Equal(Enumerable.Range(0, 100).Select(static i => $"{i}"), answers);
        Assert.Equal(new MqttRpcStatistics(0, 0, 0), striped.Statistics);
    }

    [Fact]
    public async Task A_lost_connection_is_passed_over_until_it_is_back()
    {
        InMemoryBroker broker = new();
        await using MqttRpcConnection server = await MqttRpcConnection.ConnectAsync(new MqttRpcOptions { Network = broker });
        await using IAsyncDisposable serving = await server.ServeAsync<IVault>(new Vault(_ => new(RpcContext.Current!.Caller!)));
        await using MqttRpcConnection striped = await MqttRpcConnection.ConnectAsync(new MqttRpcOptions { Network = broker, ClientId = "two", Connections = 2 });
        IVault vault = striped.CreateClient<IVault>();
        TaskCompletionSource lost = new(TaskCreationOptions.RunContinuationsAsynchronously);
        striped.StateChanged += (_, change) =>
        {
            if (change.State == MqttRpcConnectionState.Reconnecting)
            {
                lost.TrySetResult();
            }
        };
        broker.Connects.BeUnreachable();
        broker.Disconnect("two.2");
        await lost.Task.Soon();

        string[] meanwhile = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => vault.WhoAmIAsync().AsTask()));
        Assert.All(meanwhile, static name => Assert.Equal("two", name));
    }

    [Fact]
    public async Task When_one_cannot_connect_none_stays()
    {
        InMemoryBroker broker = new();
        broker.Subscribes.AnswerNext("clients/two.2/r/#", MqttReasonCode.NotAuthorized);

        await Assert.ThrowsAsync<Network.MqttConnectException>(
            () => MqttRpcConnection.ConnectAsync(new MqttRpcOptions { Network = broker, ClientId = "two", Connections = 2 }).Soon());

        Assert.Empty(broker.ConnectedClients);
    }

    [Fact]
    public async Task Untyped_requests_take_turns_as_well()
    {
        InMemoryBroker broker = new();
        await using MqttRpcConnection server = await MqttRpcConnection.ConnectAsync(new MqttRpcOptions { Network = broker });
        await using IAsyncDisposable serving = await server.RouteAsync("ask", static (_, _) => new(RpcReply.Empty));
        await using MqttRpcConnection striped = await MqttRpcConnection.ConnectAsync(new MqttRpcOptions { Network = broker, ClientId = "two", Connections = 2 });

        await striped.RequestAsync("ask", default);
        await striped.RequestAsync("ask", default);

        Assert.Equal(["clients/two.2/r/_", "clients/two/r/_"], broker.Publishes.Recorded.Where(static publish => publish.Message.Topic == "ask").Select(static publish => publish.Message.ResponseTopic).Order());
    }
}
