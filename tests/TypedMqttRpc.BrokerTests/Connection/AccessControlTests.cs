using TypedMqttRpc.BrokerTests.Brokers;
using TypedMqttRpc.BrokerTests.Brokers.Mosquitto;
using TypedMqttRpc.BrokerTests.Clients;
using TypedMqttRpc.BrokerTests.Contracts;
using TypedMqttRpc.Network;
using TypedMqttRpc.Testing;

namespace TypedMqttRpc.BrokerTests.Connection;

/// <summary>Brokers that forbid something: each time somebody is told what, and where to look.</summary>
public sealed class AccessControlTests
{
    [Fact]
    public async Task A_caller_that_may_not_publish_the_request_is_told_so()
    {
        await using RpcPair pair = await RpcPair.StartAsync(
            await MosquittoBroker.StartAsync(new() { Acl = "topic readwrite #\ntopic deny test/task/run\n" }));
        await using IAsyncDisposable serving = await pair.Server.ServeAsync<IWork>(Work.Echo);
        await using IAsyncDisposable values = await pair.Server.ServeAsync<IValues>(new Values());

        RpcException error = await Assert.ThrowsAsync<RpcException>(() => pair.Caller.CreateClient<IWork>().RunAsync("x").AsTask());

        Assert.Equal(RpcStatus.PermissionDenied, error.Status);
        Assert.Equal(RpcExecution.NotExecuted, error.Execution);
        Assert.Equal(MqttReasonCode.NotAuthorized, error.BrokerReason);
        Assert.False(error.IsRemote);
        Assert.Equal("Not authorized to publish to 'test/task/run': check the broker's ACL.", error.Message);
        Assert.Equal(111, await pair.Caller.CreateClient<IValues>().AddAsync(1));
    }

    [Fact]
    public async Task A_server_that_may_not_publish_the_response_says_so_in_its_log()
    {
        await using RpcPair pair = await RpcPair.StartAsync(
            await MosquittoBroker.StartAsync(new() { Acl = "topic readwrite #\ntopic deny clients/+/r/Work\n" }));
        await using IAsyncDisposable serving = await pair.Server.ServeAsync<IWork>(Work.Echo);

        RpcException error = await Assert.ThrowsAsync<RpcException>(
            () => pair.Caller.CreateClient<IWork>().WithTimeout(TimeSpan.FromMilliseconds(500)).RunAsync("x").AsTask());

        Assert.Equal(RpcStatus.DeadlineExceeded, error.Status);
        Assert.Contains("has acknowledged", error.Message, StringComparison.Ordinal);
        LogLine line = await pair.ServerLog.WaitForAsync($"clients/{pair.Caller.ClientId}/r/Work", "NotAuthorized", "ACL");
        Assert.Equal(309, line.Id);
    }

    [Fact]
    public async Task A_client_that_may_not_subscribe_to_its_responses_does_not_connect()
    {
        InMemoryBroker broker = new();
        broker.Subscribes.AnswerNext("clients/a1/r/#", MqttReasonCode.NotAuthorized);

        MqttConnectException error = await Assert.ThrowsAsync<MqttConnectException>(
            () => MqttRpcConnection.ConnectAsync(new MqttRpcOptions { Network = broker, ClientId = "a1" }).Soon());

        Assert.True(error.IsPermanent);
        Assert.Equal(MqttReasonCode.NotAuthorized, error.Reason);
        Assert.Equal("Not authorized to subscribe to 'clients/a1/r/#': check the broker's ACL.", error.Message);
        Assert.Empty(broker.ConnectedClients);
    }

    [Fact]
    public async Task A_server_that_may_not_subscribe_to_its_requests_is_told_so_and_may_try_again()
    {
        InMemoryBroker broker = new();
        await using MqttRpcConnection rpc = await MqttRpcConnection.ConnectAsync(new MqttRpcOptions { Network = broker });
        broker.Subscribes.AnswerNext("test/task/+", MqttReasonCode.NotAuthorized);

        RpcException error = await Assert.ThrowsAsync<RpcException>(() => rpc.ServeAsync<IWork>(Work.Echo));

        Assert.Equal(RpcStatus.PermissionDenied, error.Status);
        Assert.Equal(MqttReasonCode.NotAuthorized, error.BrokerReason);
        Assert.Equal("Not authorized to subscribe to 'test/task/+': check the broker's ACL.", error.Message);

        // All or nothing: the cancel topic, which was granted, was given back.
        Assert.Equal([$"clients/{rpc.ClientId}/r/#"], broker.SubscriptionsOf(rpc.ClientId).Select(static subscription => subscription.Filter));
        await using IAsyncDisposable serving = await rpc.ServeAsync<IWork>(Work.Echo);
        Assert.Equal("x", await rpc.CreateClient<IWork>().RunAsync("x"));
    }

    [Fact]
    public async Task A_broker_that_hides_the_responses_lets_the_call_end_at_its_deadline_and_the_error_says_that_the_request_arrived()
    {
        // Mosquitto grants every subscription and then delivers nothing, so this is all that a caller can know.
        await using RpcPair pair = await RpcPair.StartAsync(
            await MosquittoBroker.StartAsync(new() { Acl = "topic readwrite test/#\ntopic write clients/#\n" }));
        await using IAsyncDisposable serving = await pair.Server.ServeAsync<IWork>(Work.Echo);

        RpcException error = await Assert.ThrowsAsync<RpcException>(
            () => pair.Caller.CreateClient<IWork>().WithTimeout(TimeSpan.FromMilliseconds(500)).RunAsync("x").AsTask());

        Assert.Equal(RpcStatus.DeadlineExceeded, error.Status);
        Assert.Contains("the broker has acknowledged the request", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [ClassData(typeof(EveryBroker))]
    public async Task Where_nothing_is_forbidden_the_check_says_so(BrokerKind kind)
    {
        await using RpcPair pair = await RpcPair.StartAsync(kind);
        await using IAsyncDisposable vault = await pair.Server.ServeAsync<IVault>(new Vault(_ => new(string.Empty)));
        await using IAsyncDisposable work = await pair.Server.ServeAsync<IWork>(Work.Echo);
        await using IAsyncDisposable route = await pair.Server.RouteAsync("devices/{id}/#", static (_, _) => new(RpcReply.Empty));
        await pair.Caller.CreateClient<IWork>().RunAsync("x");

        AccessReport ofServer = await pair.Server.CheckAccessAsync();
        AccessReport ofCaller = await pair.Caller.CheckAccessAsync();

        Assert.All(ofServer.Findings.Concat(ofCaller.Findings), static finding => Assert.Equal(AccessAnswer.Allowed, finding.Answer));
        Assert.Equal((11, 4), (ofServer.Findings.Count, ofCaller.Findings.Count));
        Assert.Equal(new MqttRpcStatistics(0, 0, 0), pair.Server.Statistics);
        Assert.Equal(new MqttRpcStatistics(0, 0, 0), pair.Caller.Statistics);
    }

    [Fact]
    public async Task Of_a_group_whose_members_share_the_messages_the_check_knows_nothing()
    {
        await using RpcPair pair = await RpcPair.StartAsync(BrokerKind.InMemory);
        await using IAsyncDisposable one = await pair.Server.ServeAsync<IWork>(Work.Echo, static options => options.Group = "workers");
        await using IAsyncDisposable other = await pair.Caller.ServeAsync<IWork>(Work.Echo, static options => options.Group = "workers");

        AccessReport[] reports = [await pair.Server.CheckAccessAsync(), await pair.Server.CheckAccessAsync(), await pair.Server.CheckAccessAsync()];

        Assert.All(reports, static report => Assert.True(report.NothingForbidden, report.ToString()));
        Assert.Contains(reports, static report => report.Findings.Any(static finding =>
            finding.Answer == AccessAnswer.Unknown && finding.Purpose.Contains("another member of the group", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task An_ACL_that_checks_the_caller_level_lets_each_client_call_in_its_own_name_only()
    {
        const string Acl = """
            pattern write test/vault/whoAmI/%c
            pattern readwrite clients/%c/#
            topic read test/vault/#
            topic write clients/+/r/#
            """;
        await using RpcPair pair = await RpcPair.StartAsync(await MosquittoBroker.StartAsync(new() { Acl = Acl + "\n" }));
        await using IAsyncDisposable serving = await pair.Server.ServeAsync<IVault>(new Vault(_ => new(RpcContext.Current!.Caller!)));

        Assert.Equal(pair.Caller.ClientId, await pair.Caller.CreateClient<IVault>().WhoAmIAsync());
        RpcException error = await Assert.ThrowsAsync<RpcException>(
            () => pair.Caller.RequestAsync($"test/vault/whoAmI/{pair.Server.ClientId}", new byte[] { 0x90 }).AsTask());
        Assert.Equal(RpcStatus.PermissionDenied, error.Status);
    }
}
