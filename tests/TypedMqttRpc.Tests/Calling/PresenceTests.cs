using TypedMqttRpc.Tests.Support;

namespace TypedMqttRpc.Tests.Calling;

/// <summary>Servers say that they are there, and the broker that they are gone.</summary>
public sealed class PresenceTests : IAsyncLifetime
{
    private const string Announcement = "_rpc/services/Probe/server";

    private readonly TestHost _host = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => default;

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task A_service_is_announced_while_it_is_served()
    {
        MqttRpcConnection server = await ConnectAsync("server");
        await using IAsyncDisposable serving = await server.ServeAsync<IProbe>(new Probe(), cancellationToken: Cancel).Soon();

        TypedMqttRpc.Wire.Announcement announcement = TypedMqttRpc.Wire.Announcement.TryRead(_host.Broker.RetainedMessages[Announcement].Payload)!;
        Assert.Equal(("Probe", "test/probe/+", null), (announcement.Service, announcement.Filter, announcement.Group));
        Assert.Equal(600u, _host.Broker.RetainedMessages[Announcement].ExpirySeconds);

        await serving.DisposeAsync().Soon();
        Assert.DoesNotContain(Announcement, _host.Broker.RetainedMessages);
    }

    [Fact]
    public async Task An_announcement_is_renewed_before_it_expires()
    {
        MqttRpcConnection server = await ConnectAsync("server");
        await server.ServeAsync<IProbe>(new Probe(), cancellationToken: Cancel).Soon();

        Task renewed = _host.Broker.Publishes.NextAsync(Announcement, Cancel);
        await _host.Time.PassUntilAsync(() => renewed.IsCompleted, TimeSpan.FromSeconds(1), "The renewal");

        Assert.Contains(Announcement, _host.Broker.RetainedMessages);
    }

    [Fact]
    public async Task A_repetition_names_the_life_of_the_server_that_was_known_at_first()
    {
        Probe probe = new();
        await ServeAsync("server", probe);
        MqttRpcConnection rpc = await WatchingCallerAsync();
        uint life = TypedMqttRpc.Wire.Announcement.TryRead(_host.Broker.RetainedMessages[Announcement].Payload)!.Life;
        _host.Time.Advance(TimeSpan.FromMilliseconds(1));
        Task<string> call = rpc.CreateClient<IProbe>().GetAsync(1, Cancel).AsTask();
        await _host.Broker.Deliveries.WaitForAsync("test/probe/get", 1, Cancel).Soon();
        Task again = _host.Broker.Publishes.NextAsync("test/probe/get", Cancel);

        _host.Broker.Disconnect("caller");
        await _host.PassUntilConnectedAsync("caller", rpc);
        await again.Soon();

        Assert.Equal($"{life}", _host.Broker.Publishes.Recorded.Last(static publish => publish.Message.Topic == "test/probe/get").Message.UserProperties!.Single(static property => property.Key == "server-life").Value);
        Assert.False(call.IsCompleted);
    }

    [Fact]
    public async Task A_call_ends_when_the_instance_that_ran_it_is_lost()
    {
        Probe probe = new();
        MqttRpcConnection server = await ServeAsync("server", probe);
        MqttRpcConnection rpc = await WatchingCallerAsync();
        Task<string> call = rpc.CreateClient<IProbe>().GetAsync(1, Cancel).AsTask();
        await probe.Started.Task.Soon();

        await LoseForGoodAsync(server);
        RpcException error = await Assert.ThrowsAsync<RpcException>(() => PassUntilEndedAsync(call));

        Assert.Equal((RpcStatus.Unavailable, RpcExecution.Unknown), (error.Status, error.Execution));
        Assert.Contains("'test/probe/get' is gone", error.Message);
    }

    [Fact]
    public async Task A_caller_that_comes_later_learns_of_the_loss_though_the_announcement_is_still_there()
    {
        MqttRpcConnection server = await ServeAsync("server", new Probe());
        Task gone = _host.Broker.Publishes.NextAsync("_rpc/gone/+", Cancel);
        await LoseForGoodAsync(server);
        _host.Time.Advance(TimeSpan.FromSeconds(2));
        await gone.Soon();
        Assert.Contains(Announcement, _host.Broker.RetainedMessages);
        MqttRpcConnection rpc = await ConnectAsync("caller");

        // The broker keeps the lost server's session, and so takes every request. The first call only begins the watch.
        Task<string> first = rpc.CreateClient<IProbe>().GetAsync(1, Cancel).AsTask();
        await _host.Broker.Deliveries.WaitForAsync(Announcement, 1, Cancel).Soon();
        Task<string> second = rpc.CreateClient<IProbe>().GetAsync(2, Cancel).AsTask();
        RpcException error = await Assert.ThrowsAsync<RpcException>(() => PassUntilEndedAsync(second));

        Assert.Equal((RpcStatus.Unavailable, RpcExecution.Unknown), (error.Status, error.Execution));
        Assert.False(first.IsCompleted);
    }

    [Fact]
    public async Task A_broker_that_says_goodbye_for_its_clients_and_forgets_that_harms_no_call()
    {
        MqttRpcConnection server = await ServeAsync("server", new Probe());
        MqttRpcConnection rpc = await WatchingCallerAsync();
        _host.Broker.Connects.BeUnreachable();
        Task gone = _host.Broker.Deliveries.NextAsync("_rpc/gone/server", Cancel);
        _host.Broker.Disconnect("server");
        _host.Time.Advance(TimeSpan.FromSeconds(2));
        await gone.Soon();

        // The server comes back, and takes its Will back, before the caller listens again; and the broker has kept nothing.
        _host.Broker.Restart();
        await Waiting.Until(() => rpc.State == MqttRpcConnectionState.Reconnecting, "Losing the connection");
        _host.Broker.Connects.Accept();
        await _host.PassUntilConnectedAsync("server", server);
        await _host.PassUntilConnectedAsync("caller", rpc);
        await _host.Broker.Deliveries.WaitForAsync(Announcement, 2, Cancel).Soon();
        Task<string> call = rpc.CreateClient<IProbe>().GetAsync(1, Cancel).AsTask();
        for (int i = 0; i < 100; i++)
        {
            _host.Time.Advance(TimeSpan.FromMilliseconds(150));
            await Task.Yield();
        }

        Assert.False(call.IsCompleted);
    }

    [Fact]
    public async Task A_server_that_comes_back_is_not_taken_for_lost()
    {
        MqttRpcConnection server = await ServeAsync("server", new Probe());
        _host.Broker.Connects.BeUnreachable();
        Task gone = _host.Broker.Publishes.NextAsync("_rpc/gone/+", Cancel);
        _host.Broker.Disconnect("server");
        _host.Time.Advance(TimeSpan.FromSeconds(2));
        await gone.Soon();
        _host.Broker.Connects.Accept();
        await _host.PassUntilConnectedAsync("server", server);

        await Waiting.Until(() => !_host.Broker.RetainedMessages.ContainsKey("_rpc/gone/server"), "Taking the Will back");
        MqttRpcConnection rpc = await WatchingCallerAsync();
        await rpc.CreateClient<IProbe>().SetAsync(2, Cancel).Soon();
    }

    [Fact]
    public async Task A_call_that_may_not_run_twice_ends_with_410_when_a_successor_comes()
    {
        Probe probe = new();
        MqttRpcConnection server = await ServeAsync("server", probe);
        MqttRpcConnection rpc = await WatchingCallerAsync();
        Task<string> call = rpc.CreateClient<IProbe>().GetAsync(1, Cancel).AsTask();
        await probe.Started.Task.Soon();

        await LoseForGoodAsync(server);
        await _host.Broker.Deliveries.WaitForAsync("_rpc/gone/+", 1, Cancel).Soon();
        await ServeAsync("successor", new Probe());
        RpcException error = await Assert.ThrowsAsync<RpcException>(() => PassUntilEndedAsync(call));

        Assert.Equal((RpcStatus.Aborted, RpcExecution.Unknown, true), (error.Status, error.Execution, error.IsRemote));
    }

    [Fact]
    public async Task A_request_to_a_service_that_was_announced_and_is_no_more_is_not_waited_for_though_the_broker_took_it()
    {
        MqttRpcConnection server = await ConnectAsync("server");
        IAsyncDisposable serving = await server.ServeAsync<IProbe>(new Probe(), cancellationToken: Cancel).Soon();
        MqttRpcConnection rpc = await WatchingCallerAsync();
        await using Peer monitor = await Peer.ConnectAsync(_host.Broker, "#");
        await serving.DisposeAsync().Soon();
        await _host.Broker.Deliveries.WaitForAsync(Announcement, 3, Cancel).Soon();

        Task<string> call = rpc.CreateClient<IProbe>().GetAsync(1, Cancel).AsTask();
        RpcException error = await Assert.ThrowsAsync<RpcException>(() => PassUntilEndedAsync(call));

        Assert.Equal((RpcStatus.Unavailable, RpcExecution.Unknown), (error.Status, error.Execution));
        Assert.Contains("No service announces", error.Message);
    }

    private Task<MqttRpcConnection> ConnectAsync(string clientId) => _host.ConnectAsync(clientId, static options =>
    {
        options.Presence = true;
        options.SessionExpiry = TimeSpan.FromMinutes(1);
        options.Timeout = TimeSpan.FromMinutes(1);
    });

    private async Task<MqttRpcConnection> ServeAsync(string clientId, Probe probe)
    {
        MqttRpcConnection server = await ConnectAsync(clientId);
        await server.ServeAsync<IProbe>(probe, cancellationToken: Cancel).Soon();
        return server;
    }

    /// <summary>A caller that has called once, so that it watches the service.</summary>
    private async Task<MqttRpcConnection> WatchingCallerAsync()
    {
        MqttRpcConnection rpc = await ConnectAsync("caller");
        await rpc.CreateClient<IProbe>().SetAsync(1, Cancel).Soon();
        await _host.Broker.Deliveries.WaitForAsync(Announcement, 1, Cancel).Soon();
        return rpc;
    }

    /// <summary>As when its process is killed: the broker hears no goodbye, and the client does not come back.</summary>
    private async Task LoseForGoodAsync(MqttRpcConnection server)
    {
        _host.Broker.Connects.BeUnreachable();
        _host.Broker.Disconnect(server.ClientId);
        await PassUntilEndedAsync(server.DisposeAsync().AsTask());
        _host.Broker.Connects.Accept();
    }

    private async Task PassUntilEndedAsync(Task call)
    {
        await _host.Time.PassUntilAsync(() => call.IsCompleted, TimeSpan.FromMilliseconds(20), "The end of the call");
        await call;
    }

    private sealed class Probe : IProbe
    {
        public TaskCompletionSource Started { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public ValueTask<string> GetAsync(int number, CancellationToken cancellationToken)
        {
            Started.TrySetResult();
            return new(Task.Delay(Timeout.Infinite, cancellationToken).ContinueWith(static _ => string.Empty, TaskScheduler.Default));
        }

        public ValueTask<string?> FindAsync(CancellationToken cancellationToken) => default;

        public ValueTask SetAsync(int number, CancellationToken cancellationToken) => default;

        public ValueTask QuickAsync(CancellationToken cancellationToken) => default;

        public ValueTask TellAsync(string text, CancellationToken cancellationToken) => default;
    }
}
