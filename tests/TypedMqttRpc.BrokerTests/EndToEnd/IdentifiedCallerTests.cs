using TypedMqttRpc.BrokerTests.Brokers;
using TypedMqttRpc.BrokerTests.Clients;
using TypedMqttRpc.BrokerTests.Contracts;

namespace TypedMqttRpc.BrokerTests.EndToEnd;

public sealed class IdentifiedCallerTests
{
    [Theory]
    [ClassData(typeof(EveryBroker))]
    public async Task A_handler_knows_who_calls(BrokerKind kind)
    {
        await using RpcPair pair = await RpcPair.StartAsync(kind);
        await using MqttRpcConnection bob = await pair.Broker.ConnectAsync(options => options.ClientId = "bob");
        await using IAsyncDisposable serving = await pair.Server.ServeAsync<IVault>(new Vault(_ => new(RpcContext.Current!.Caller!)));

        Assert.Equal("bob", await bob.CreateClient<IVault>().WhoAmIAsync());
        Assert.Equal(pair.Caller.ClientId, await pair.Caller.CreateClient<IVault>().WhoAmIAsync());
    }

    [Theory]
    [ClassData(typeof(EveryBroker))]
    public async Task Nobody_gets_the_answer_to_a_call_in_another_name(BrokerKind kind)
    {
        await using RpcPair pair = await RpcPair.StartAsync(kind);
        await using MqttRpcConnection mallory = await pair.Broker.ConnectAsync(options => options.ClientId = "mallory");
        bool handled = false;
        await using IAsyncDisposable serving = await pair.Server.ServeAsync<IVault>(new Vault(_ =>
        {
            handled = RpcContext.Current!.Caller == "alice";
            return new("secret");
        }));

        // Its response topic is mallory's own, where the topic says alice.
        Task<RpcMessage> forged = mallory.RequestAsync(
            "test/vault/whoAmI/alice", new byte[] { 0x90 }, new() { Timeout = TimeSpan.FromSeconds(1) }).AsTask();

        LogLine line = await pair.ServerLog.WaitForAsync("test/vault/whoAmI/alice", "clients/alice/r/");
        Assert.Equal(302, line.Id);
        Assert.Equal(RpcStatus.DeadlineExceeded, (await Assert.ThrowsAsync<RpcException>(() => forged)).Status);
        Assert.False(handled);
        Assert.Equal(1, pair.Server.Statistics.DroppedRequests);
        Assert.Equal("secret", await mallory.CreateClient<IVault>().WhoAmIAsync());
    }

    [Theory]
    [ClassData(typeof(EveryBroker))]
    public async Task A_cancellation_reaches_a_service_that_knows_its_callers(BrokerKind kind)
    {
        await using RpcPair pair = await RpcPair.StartAsync(kind);
        TaskCompletionSource started = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource cancelled = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using IAsyncDisposable serving = await pair.Server.ServeAsync<IVault>(new Vault(async token =>
        {
            using CancellationTokenRegistration registration = token.Register(cancelled.SetResult);
            started.SetResult();
            await cancelled.Task;
            return "late";
        }));
        using CancellationTokenSource cancel = new();
        Task<string> call = pair.Caller.CreateClient<IVault>().WhoAmIAsync(cancel.Token).AsTask();
        await started.Task.Soon();

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        await cancelled.Task.Soon();
    }
}
