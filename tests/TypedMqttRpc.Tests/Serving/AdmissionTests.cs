using TypedMqttRpc.Serving;
using TypedMqttRpc.Tests.Support;
using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Tests.Serving;

public sealed class AdmissionTests
{
    [Fact]
    public void By_default_a_server_has_room_for_all_calls_that_two_connections_may_have_in_flight()
    {
        ServeOptions server = new();
        int calls = new MqttRpcOptions().MaxPendingCalls;

        // Alone, a caller gets three quarters of the queue; beside another, half.
        Assert.True(server.MaxConcurrentCalls + (server.MaxQueuedCalls * 3 / 4) >= calls);
        Assert.True(server.MaxQueuedCalls / 2 >= calls);
    }

    [Fact]
    public async Task So_many_run_so_many_wait_and_the_rest_is_turned_away_at_once()
    {
        Gate gate = new();
        await using DeskHost host = await DeskHost.StartAsync(new() { OnEcho = gate.EchoAsync }, static options => (options.MaxConcurrentCalls, options.MaxQueuedCalls) = (2, 3));
        for (int i = 0; i < 7; i++)
        {
            await host.SendAsync(host.Request());
        }

        for (int i = 0; i < 2; i++)
        {
            Answer refused = await host.NextAsync();
            Assert.Equal(("429", null, 10u), (refused.Status, refused["__apErr"], refused.Message.ExpirySeconds));
            Assert.Equal((byte)(6 + i), refused.Message.CorrelationData.Span[0]);
        }

        await Waiting.Until(() => gate.Running == 2, "Two that run");
        Assert.Equal(2, host.Host.Log.Entries.Count(static entry => entry.Id == 307));
        for (int i = 0; i < 5; i++)
        {
            gate.LetOneEnd();
            Assert.Equal("200", (await host.NextAsync()).Status);
            Assert.InRange(gate.Running, 0, 2);
        }

        Assert.Equal(2, gate.MostAtOnce);
        gate.LetOneEnd();
        await host.StillServes();
    }

    [Fact]
    public async Task Without_a_queue_what_cannot_run_at_once_is_turned_away()
    {
        Gate gate = new();
        await using DeskHost host = await DeskHost.StartAsync(new() { OnEcho = gate.EchoAsync }, static options => (options.MaxConcurrentCalls, options.MaxQueuedCalls) = (1, 0));
        await host.SendAsync(host.Request());

        Assert.Equal("429", (await host.AskAsync(host.Request())).Status);
        gate.LetOneEnd();
        Assert.Equal("200", (await host.NextAsync()).Status);
    }

    [Fact]
    public async Task Requests_wait_in_order()
    {
        Gate gate = new();
        await using DeskHost host = await DeskHost.StartAsync(new() { OnEcho = gate.EchoAsync }, static options => options.MaxConcurrentCalls = 1);
        for (int i = 0; i < 20; i++)
        {
            await host.SendAsync(host.Request());
        }

        for (int i = 1; i <= 20; i++)
        {
            gate.LetOneEnd();
            Assert.Equal((byte)i, (await host.NextAsync()).Message.CorrelationData.Span[0]);
        }
    }

    [Fact]
    public async Task A_request_whose_time_is_over_in_the_queue_is_not_started()
    {
        Gate gate = new();
        await using DeskHost host = await DeskHost.StartAsync(new() { OnEcho = gate.EchoAsync }, static options => options.MaxConcurrentCalls = 1);
        await host.SendAsync(host.Request());
        await host.SendAsync(host.Request(payload: "91 A1 78") with { ExpirySeconds = 2 });
        await host.Host.Broker.Deliveries.WaitForAsync("test/desk/echo", 2, TestContext.Current.CancellationToken).Soon();

        host.Host.Time.Advance(TimeSpan.FromSeconds(2));
        gate.LetOneEnd();

        Assert.Equal("200", (await host.NextAsync()).Status);
        await host.Host.Log.WhenLogged(305);
        gate.LetOneEnd();
        await host.StillServes();
        Assert.Equal(["hi", "hi"], gate.Seen);
        Assert.Equal(0, host.Peer.Waiting);
    }

    [Fact]
    public async Task A_request_that_comes_again_while_it_waits_or_runs_is_answered_once()
    {
        Gate gate = new();
        await using DeskHost host = await DeskHost.StartAsync(new() { OnEcho = gate.EchoAsync }, static options => options.MaxConcurrentCalls = 1);
        MqttMessage running = host.Request();
        MqttMessage waiting = host.Request();
        await host.SendAsync(running);
        await host.SendAsync(waiting);

        await host.SendAsync(running with { Duplicate = true });
        await host.SendAsync(waiting);
        await host.Host.Log.WhenLogged(306, 2);
        gate.LetOneEnd();
        gate.LetOneEnd();

        byte[] answered = [(await host.NextAsync()).Message.CorrelationData.Span[0], (await host.NextAsync()).Message.CorrelationData.Span[0]];
        Assert.Equal<byte>([1, 2], [.. answered.Order()]);
        gate.LetOneEnd();
        await host.StillServes();
        Assert.Equal(3, gate.Seen.Count);
    }

    [Fact]
    public async Task The_same_correlation_data_of_another_caller_is_another_request()
    {
        Gate gate = new();
        await using DeskHost host = await DeskHost.StartAsync(new() { OnEcho = gate.EchoAsync });
        await using Peer other = await Peer.ConnectAsync(host.Host.Broker, "other/reply");
        MqttMessage request = host.Request();

        await host.SendAsync(request);
        await host.SendAsync(request with { ResponseTopic = "other/reply" });
        await Waiting.Until(() => gate.Running == 2, "Both");
        gate.LetOneEnd();
        gate.LetOneEnd();

        await host.NextAsync();
        await other.NextAsync();
    }

    /// <summary>A flood of requests that are turned away, or that come again, must not leave anything behind until their deadlines.</summary>
    [Fact]
    public async Task What_is_not_admitted_leaves_no_timer_behind()
    {
        Gate gate = new();
        await using DeskHost host = await DeskHost.StartAsync(new() { OnEcho = gate.EchoAsync }, static options => (options.MaxConcurrentCalls, options.MaxQueuedCalls) = (1, 0));
        MqttMessage running = host.Request();
        await host.SendAsync(running);
        await Waiting.Until(() => gate.Running == 1, "The first request");
        int before = host.Host.Time.LiveTimers;

        for (int i = 0; i < 50; i++)
        {
            Assert.Equal("429", (await host.AskAsync(host.Request())).Status);
            await host.SendAsync(running);
        }

        await host.Host.Log.WhenLogged(306, 50);
        Assert.Equal(before, host.Host.Time.LiveTimers);
        gate.LetOneEnd();
        await host.NextAsync();
        await Waiting.Until(() => host.Host.Time.LiveTimers == before, "The end of the last timer");
    }

    [Fact]
    public async Task Closing_is_over_when_the_last_one_has_left()
    {
        Admission admission = new(1, 1, 10);
        Assert.Equal(AdmissionDecision.Run, admission.Enter(null!, "a", 1));
        Assert.Equal(AdmissionDecision.Queued, admission.Enter(null!, "a", 1));

        (IReadOnlyList<IncomingCall> waiting, Task idle) = admission.Close();

        Assert.Single(waiting);
        Assert.False(idle.IsCompleted);
        Assert.Equal(AdmissionDecision.Closed, admission.Enter(null!, "a", 1));
        Assert.Null(admission.Exit());
        admission.OnAnswered();
        await idle.Soon();
        Assert.True(admission.Close().Idle.IsCompleted);
        Assert.True(new Admission(1, 1, 1).Close().Idle.IsCompleted);
    }
}
