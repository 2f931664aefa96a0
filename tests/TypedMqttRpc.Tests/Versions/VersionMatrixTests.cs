using TypedMqttRpc.Tests.Support;

namespace TypedMqttRpc.Tests.Versions;

/// <summary>Callers and servers of the version before a change and of the one after it.</summary>
public sealed class VersionMatrixTests : IAsyncDisposable
{
    private const string Announcement = "_rpc/services/Shop/server";

    private readonly TestHost _host = new();

    public static TheoryData<string, bool, bool> Cells { get; } = [.. ShopChanges.Cells];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [MemberData(nameof(Cells))]
    public async Task A_call_succeeds_unless_the_change_breaks_it(string change, bool isCallerNewer, bool isServerNewer)
    {
        await ServeAsync("server", ShopChanges.Version(change, isServerNewer));
        ShopVersion version = ShopChanges.Version(change, isCallerNewer);
        MqttRpcConnection rpc = await WatchingCallerAsync(version);
        string conflict = ShopChanges.Conflict(change, isCallerNewer, isServerNewer);

        if (conflict.Length == 0)
        {
            Assert.StartsWith("2 tea at 3", await version.OrderAsync(rpc, Cancel).Soon());
            return;
        }

        RpcException error = await Assert.ThrowsAsync<RpcException>(() => version.OrderAsync(rpc, Cancel).AsTask().Soon());

        Assert.Equal((RpcStatus.UnsupportedVersion, RpcExecution.NotExecuted, false), (error.Status, error.Execution, error.IsRemote));
        Assert.Equal(("Shop", "order", "test/shop/order"), (error.Service, error.Method, error.Topic));
        Assert.Contains(conflict, error.Message);
        Assert.DoesNotContain(_host.Broker.Publishes.Recorded, static sent => sent.Message.Topic == "test/shop/order");

        // What has not changed can be called as ever.
        await version.PingAsync(rpc, Cancel).Soon();
    }

    [Fact]
    public async Task Where_one_of_several_servers_understands_a_call_it_is_sent()
    {
        await ServeAsync("server", TypeChanged.Shop.Version);
        MqttRpcConnection rpc = await WatchingCallerAsync(Recorded.Shop.Version);
        await ServeAsync("another", Recorded.Shop.Version);
        await _host.Broker.Deliveries.WaitForAsync("_rpc/services/Shop/another", 1, Cancel).Soon();

        // Both get it, and whoever is first answers.
        Task call = Record.ExceptionAsync(() => Recorded.Shop.Version.OrderAsync(rpc, Cancel).AsTask()).AsTask();
        await _host.Broker.Deliveries.WaitForAsync("test/shop/order", 2, Cancel).Soon();
        await call.Soon();
    }

    [Fact]
    public async Task A_server_that_has_been_updated_is_called_again()
    {
        IAsyncDisposable serving = await ServeAsync("server", TypeChanged.Shop.Version);
        MqttRpcConnection rpc = await WatchingCallerAsync(Recorded.Shop.Version);
        await Assert.ThrowsAsync<RpcException>(() => Recorded.Shop.Version.OrderAsync(rpc, Cancel).AsTask().Soon());

        await serving.DisposeAsync().Soon();
        await ServeAsync("updated", Recorded.Shop.Version);
        await _host.Broker.Deliveries.WaitForAsync("_rpc/services/Shop/updated", 1, Cancel).Soon();

        Assert.Equal("2 tea at 3", await Recorded.Shop.Version.OrderAsync(rpc, Cancel).Soon());
    }

    [Fact]
    public async Task Two_versions_can_be_called_over_one_connection()
    {
        await ServeAsync("server", TypeChanged.Shop.Version);
        MqttRpcConnection rpc = await WatchingCallerAsync(Recorded.Shop.Version);
        await Assert.ThrowsAsync<RpcException>(() => Recorded.Shop.Version.OrderAsync(rpc, Cancel).AsTask().Soon());

        Assert.Equal("2 tea at 3", await TypeChanged.Shop.Version.OrderAsync(rpc, Cancel).Soon());
    }

    [Fact]
    public async Task A_server_that_announces_no_contract_is_called()
    {
        await using Peer peer = await Peer.ConnectAsync(_host.Broker, "test/shop/+");
        await peer.PublishAsync(new()
        {
            Topic = Announcement,
            Payload = new TypedMqttRpc.Wire.Announcement("Shop", "test/shop/+", null, 1, ["order", "ping"]).Write(),
            Qos = 1,
            Retain = true,
        });
        MqttRpcConnection rpc = await ConnectAsync("caller");
        await CallAsync(Recorded.Shop.Version.PingAsync(rpc, Cancel).AsTask(), [0xC0]);
        await _host.Broker.Deliveries.WaitForAsync(Announcement, 1, Cancel).Soon();

        // The receipt ["fine"].
        await CallAsync(Recorded.Shop.Version.OrderAsync(rpc, Cancel).AsTask(), [0x91, 0xA4, (byte)'f', (byte)'i', (byte)'n', (byte)'e']);

        async Task CallAsync(Task call, byte[] result)
        {
            await peer.AnswerAsync(await peer.NextAsync(), result);
            await call.Soon();
        }
    }

    /// <summary>A fingerprint is what an instance says of itself, and a retained message with another's may stand there for ever.</summary>
    [Fact]
    public async Task Nobody_speaks_of_the_contract_of_another_server()
    {
        IAsyncDisposable serving = await ServeAsync("server", ArgumentAppended.Shop.Version);
        TypedMqttRpc.Wire.Announcement announced = TypedMqttRpc.Wire.Announcement.TryRead(_host.Broker.RetainedMessages[Announcement].Payload)!;
        await serving.DisposeAsync().Soon();
        await using Peer liar = await Peer.ConnectAsync(_host.Broker, "test/nothing/+");
        await liar.PublishAsync(new() { Topic = "_rpc/services/Shop/liar", Payload = (announced with { Shapes = [new("order", "(): int32")] }).Write(), Qos = 1, Retain = true });
        MqttRpcConnection rpc = await ConnectAsync("caller");
        _ = Record.ExceptionAsync(() => Recorded.Shop.Version.PingAsync(rpc, Cancel).AsTask());
        await _host.Broker.Deliveries.WaitForAsync("_rpc/services/Shop/liar", 1, Cancel).Soon();

        await ServeAsync("honest", ArgumentAppended.Shop.Version);
        await _host.Broker.Deliveries.WaitForAsync("_rpc/services/Shop/honest", 1, Cancel).Soon();

        Assert.StartsWith("2 tea at 3", await Recorded.Shop.Version.OrderAsync(rpc, Cancel).Soon());
    }

    /// <summary>Each call would search them all.</summary>
    [Fact]
    public async Task Where_very_many_servers_conflict_calls_are_not_compared()
    {
        await ServeAsync("server", TypeChanged.Shop.Version);
        MqttRpcConnection rpc = await WatchingCallerAsync(Recorded.Shop.Version);
        Assert.Equal(RpcExecution.NotExecuted, (await OrderAsync()).Execution);
        await using Peer fleet = await Peer.ConnectAsync(_host.Broker, "test/nothing/+");
        byte[] announcement = _host.Broker.RetainedMessages[Announcement].Payload.ToArray();

        for (int i = 0; i < 1_000; i++)
        {
            await fleet.PublishAsync(new() { Topic = $"_rpc/services/Shop/device{i}", Payload = announcement, Qos = 1 });
        }

        await _host.Broker.Deliveries.WaitForAsync("_rpc/services/Shop/device999", 1, Cancel).Soon();
        await OrderAsync();
        Assert.Contains(_host.Broker.Publishes.Recorded, static publish => publish.Message.Topic == "test/shop/order");

        Task<RpcException> OrderAsync() => Assert.ThrowsAsync<RpcException>(() => Recorded.Shop.Version.OrderAsync(rpc, Cancel).AsTask().Soon());
    }

    private Task<MqttRpcConnection> ConnectAsync(string clientId) => _host.ConnectAsync(clientId, static options => options.Presence = true);

    private async Task<IAsyncDisposable> ServeAsync(string clientId, ShopVersion version) =>
        await version.ServeAsync(await ConnectAsync(clientId), Cancel).Soon();

    /// <summary>A caller that has heard the server's announcement.</summary>
    private async Task<MqttRpcConnection> WatchingCallerAsync(ShopVersion version)
    {
        MqttRpcConnection rpc = await ConnectAsync("caller");
        await version.PingAsync(rpc, Cancel).Soon();
        await _host.Broker.Deliveries.WaitForAsync(Announcement, 1, Cancel).Soon();
        return rpc;
    }
}
