using TypedMqttRpc.Tests.Support;
using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Tests.Serving;

/// <summary>Cancellations that reach a server.</summary>
public sealed class CancelTests
{
    [Fact]
    public async Task A_cancellation_with_the_key_of_a_call_fires_its_token_and_no_other()
    {
        Gate gate = new();
        await using DeskHost host = await DeskHost.StartAsync(new() { OnEcho = gate.EchoAsync });
        MqttMessage first = host.Request();
        MqttMessage second = host.Request();
        await host.SendAsync(first);
        await host.SendAsync(second);
        await Waiting.Until(() => gate.Running == 2, "Both handlers");

        await host.SendAsync(CancelOf(first));

        Answer answer = await host.NextAsync();
        Assert.Equal(("499", "true", (byte)1), (answer.Status, answer["__apErr"], answer.Message.CorrelationData.Span[0]));
        gate.LetOneEnd();
        answer = await host.NextAsync();
        Assert.Equal(("200", (byte)2), (answer.Status, answer.Message.CorrelationData.Span[0]));
    }

    [Fact]
    public async Task A_cancellation_without_the_key_of_a_call_does_nothing()
    {
        Gate gate = new();
        await using DeskHost host = await DeskHost.StartAsync(new() { OnEcho = gate.EchoAsync });
        MqttMessage request = host.Request();
        await host.SendAsync(request);
        await Waiting.Until(() => gate.Running == 1, "The handler");
        MqttMessage cancel = CancelOf(request);

        await host.SendAsync(cancel with { CorrelationData = new byte[] { 99 } });
        await host.SendAsync(cancel with { ResponseTopic = "other/reply" });
        await host.SendAsync(cancel with { CorrelationData = default });
        await host.SendAsync(cancel with { ResponseTopic = null });
        await host.SendAsync(cancel with { ResponseTopic = "#" });
        host.Host.Broker.Inject(cancel with { Retain = true });
        await host.Host.Broker.Deliveries.WaitForAsync("test/desk/_/cancel", 6, TestContext.Current.CancellationToken).Soon();

        gate.LetOneEnd();
        Assert.Equal("200", (await host.NextAsync()).Status);
    }

    [Fact]
    public async Task A_request_that_is_cancelled_in_the_queue_is_not_started()
    {
        Gate gate = new();
        await using DeskHost host = await DeskHost.StartAsync(new() { OnEcho = gate.EchoAsync }, static options => options.MaxConcurrentCalls = 1);
        await host.SendAsync(host.Request());
        MqttMessage waiting = host.Request(payload: "91 A1 78");
        await host.SendAsync(waiting);
        await Waiting.Until(() => gate.Running == 1, "The handler");

        await host.SendAsync(CancelOf(waiting));

        // Refused where it arrives, after the cancellation.
        await host.SendAsync(host.Request() with { Topic = "test/desk/nothing" });
        Assert.Equal("501", (await host.NextAsync()).Status);
        gate.LetOneEnd();

        // In either order: the place goes to the next before the answer is sent.
        Answer[] answers = [await host.NextAsync(), await host.NextAsync()];
        Assert.Equal([("200", null), ("499", null)], answers.Select(static answer => (answer.Status, answer["__apErr"])).Order());
        Assert.Equal(["hi"], gate.Seen);
    }

    [Fact]
    public async Task A_cancellation_by_the_caller_reaches_the_handlers_token()
    {
        Gate gate = new();
        await using DeskHost host = await DeskHost.StartAsync(new() { OnEcho = gate.EchoAsync });
        MqttRpcConnection caller = await host.Host.ConnectAsync("caller");
        using CancellationTokenSource cancellation = new();
        Task<string> call = caller.CreateClient<IDesk>().EchoAsync("hi", cancellationToken: cancellation.Token).AsTask();
        await Waiting.Until(() => gate.Running == 1, "The handler");

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.Soon());
        await Waiting.Until(() => gate.Running == 0, "The handler's end");
    }

    [Fact]
    public async Task With_identified_callers_nobody_cancels_for_another()
    {
        TestHost host = new();
        await using TestHost ending = host;
        MqttRpcConnection server = await host.ConnectAsync("server");
        Vault vault = new();
        await server.ServeAsync<IDeskVault>(vault, cancellationToken: TestContext.Current.CancellationToken).Soon();
        MqttRpcConnection caller = await host.ConnectAsync("caller");
        await using Peer thief = await Peer.ConnectAsync(host.Broker);
        using CancellationTokenSource cancellation = new();
        Task<string> call = caller.CreateClient<IDeskVault>().WhoAsync(cancellation.Token).AsTask();
        MqttMessage request = (await host.Broker.Publishes.WaitForAsync("test/vault/who/caller", 1, TestContext.Current.CancellationToken).Soon())[0].Message;

        await thief.PublishAsync(new() { Topic = "test/vault/_/cancel/thief", ResponseTopic = request.ResponseTopic, CorrelationData = request.CorrelationData, Qos = 1 });
        Assert.Contains("names no call", (await host.Log.WhenLogged(302)).Text);
        vault.Gate.LetOneEnd();
        Assert.Equal("caller", await call.Soon());

        call = caller.CreateClient<IDeskVault>().WhoAsync(cancellation.Token).AsTask();
        await Waiting.Until(() => vault.Gate.Running == 1, "The handler");
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.Soon());
        await Waiting.Until(() => vault.Gate.Running == 0, "The handler's end");
    }

    private static MqttMessage CancelOf(in MqttMessage request) => new()
    {
        Topic = "test/desk/_/cancel",
        ResponseTopic = request.ResponseTopic,
        CorrelationData = request.CorrelationData,
        Qos = 1,
    };

    private sealed class Vault : IDeskVault
    {
        public Gate Gate { get; } = new();

        public ValueTask<string> WhoAsync(CancellationToken cancellationToken) => Gate.EchoAsync(RpcContext.Current!.Caller!, 1, cancellationToken);
    }
}
