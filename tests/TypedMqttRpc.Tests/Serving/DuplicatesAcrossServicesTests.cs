using System.Text;
using TypedMqttRpc.Tests.Support;
using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Tests.Serving;

/// <summary>A connection remembers the requests to everything that it serves in one place.</summary>
public sealed class DuplicatesAcrossServicesTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_next_call_of_a_slot_takes_the_place_of_the_one_before_whichever_service_it_is_for()
    {
        int ran = 0;
        await using DeskHost host = await DeskHost.StartAsync(
            new() { OnEcho = (_, _, _) => new($"{Interlocked.Increment(ref ran)}") }, connect: static options => options.MaxRememberedCalls = 2);
        await using IAsyncDisposable door = await ServeDoorAsync(host, static _ => new("open"));
        await using Peer caller = await Peer.ConnectAsync(host.Host.Broker, "clients/c/r/#");
        MqttMessage first = host.Request() with { ResponseTopic = "clients/c/r/Desk", CorrelationData = Ours(1) };

        await caller.PublishAsync(first);
        Assert.Equal("200", new Answer(await caller.NextAsync()).Status);
        for (uint generation = 2; generation < 20; generation += 2)
        {
            await caller.PublishAsync(DoorRequest(host) with { ResponseTopic = "clients/c/r/_", CorrelationData = Ours(generation) });
            Assert.Equal("200", new Answer(await caller.NextAsync()).Status);
            await caller.PublishAsync(first with { CorrelationData = Ours(generation + 1) });
            Assert.Equal("200", new Answer(await caller.NextAsync()).Status);
        }

        await caller.PublishAsync(first);
        await host.Host.Log.WhenLogged(315);
        Assert.Equal(10, ran);
    }

    [Fact]
    public async Task A_short_call_does_not_let_a_long_one_be_forgotten_whose_place_it_takes()
    {
        int ran = 0;
        await using DeskHost host = await DeskHost.StartAsync(new() { OnEcho = (_, _, _) => new($"{Interlocked.Increment(ref ran)}") });
        await using IAsyncDisposable door = await ServeDoorAsync(host, static _ => new("open"));
        await using Peer caller = await Peer.ConnectAsync(host.Host.Broker, "clients/c/r/#");
        MqttMessage first = host.Request() with { ResponseTopic = "clients/c/r/Desk", CorrelationData = Ours(1), ExpirySeconds = 60 };
        await caller.PublishAsync(first);
        Assert.Equal("200", new Answer(await caller.NextAsync()).Status);
        await caller.PublishAsync(DoorRequest(host) with { ResponseTopic = "clients/c/r/_", CorrelationData = Ours(2), ExpirySeconds = 1 });
        Assert.Equal("200", new Answer(await caller.NextAsync()).Status);

        // Long enough for the sweep, were it the end of both.
        for (int seconds = 0; seconds < 10; seconds++)
        {
            host.Host.Time.Advance(TimeSpan.FromSeconds(1));
        }

        await caller.PublishAsync(first with { ExpirySeconds = 50 });

        await host.Host.Log.WhenLogged(315);
        Assert.Equal(1, ran);
    }

    [Fact]
    public async Task A_call_that_is_turned_away_does_not_let_one_be_forgotten_whose_place_it_took()
    {
        int ran = 0;
        Gate gate = new();
        await using DeskHost host = await DeskHost.StartAsync(new() { OnEcho = (_, _, _) => new($"{Interlocked.Increment(ref ran)}") });
        await using IAsyncDisposable door = await host.Server.RouteAsync(
            "test/door",
            async (_, token) => new RpcReply { Payload = Encoding.UTF8.GetBytes(await gate.EchoAsync("open", 1, token)) },
            static options => (options.MaxConcurrentCalls, options.MaxQueuedCalls) = (1, 0),
            Cancel).Soon();
        await using Peer caller = await Peer.ConnectAsync(host.Host.Broker, "clients/c/r/#");
        await host.SendAsync(DoorRequest(host));
        await Waiting.Until(() => gate.Running == 1, "The handler");
        MqttMessage first = host.Request() with { ResponseTopic = "clients/c/r/Desk", CorrelationData = Ours(1) };
        await caller.PublishAsync(first);
        Assert.Equal("200", new Answer(await caller.NextAsync()).Status);
        MqttMessage second = DoorRequest(host) with { ResponseTopic = "clients/c/r/_", CorrelationData = Ours(2) };
        await caller.PublishAsync(second);
        Assert.Equal("429", new Answer(await caller.NextAsync()).Status);

        await caller.PublishAsync(first);
        await host.Host.Log.WhenLogged(315);

        // What was turned away may come again, and runs then.
        gate.LetOneEnd();
        await host.NextAsync();
        gate.LetOneEnd();
        await caller.PublishAsync(second);
        Assert.Equal("200", new Answer(await caller.NextAsync()).Status);
        Assert.Equal(1, ran);
    }

    [Fact]
    public async Task Calls_of_one_client_to_two_services_need_one_place()
    {
        await using DeskHost host = await DeskHost.StartAsync(connect: static options => options.MaxRememberedCalls = 1);
        await host.Server.ServeAsync<IMeter>(new Meter(), cancellationToken: Cancel).Soon();
        MqttRpcConnection caller = await host.Host.ConnectAsync("caller");
        IDesk desk = caller.CreateClient<IDesk>();
        IMeter meter = caller.CreateClient<IMeter>(new TopicTokens { ["meterId"] = "7" });

        for (int i = 0; i < 3; i++)
        {
            Assert.Equal("hi", await desk.EchoAsync("hi", cancellationToken: Cancel).Soon());
            Assert.Equal(42, await meter.AddAsync(20, 22, Cancel).Soon());
        }
    }

    [Fact]
    public async Task The_bound_is_that_of_all_services_together()
    {
        await using DeskHost host = await DeskHost.StartAsync(connect: static options => options.MaxRememberedCalls = 4);
        await using IAsyncDisposable door = await ServeDoorAsync(host, static _ => new("open"));

        Answer[] answers = [await host.AskAsync(host.Request()), await host.AskAsync(DoorRequest(host)), await host.AskAsync(host.Request()), await host.AskAsync(DoorRequest(host))];

        Assert.Equal(["200", "200", "429", "429"], answers.Select(static answer => answer.Status));
    }

    [Fact]
    public async Task Equal_correlation_data_at_two_services_are_two_requests()
    {
        int ran = 0;
        await using DeskHost host = await DeskHost.StartAsync(new() { OnEcho = (_, _, _) => new($"desk {Interlocked.Increment(ref ran)}") });
        await using IAsyncDisposable door = await ServeDoorAsync(host, _ => new($"door {Interlocked.Increment(ref ran)}"));
        MqttMessage toDesk = host.Request();
        MqttMessage toDoor = toDesk with { Topic = "test/door" };

        List<string> answers = [];
        foreach (MqttMessage request in new[] { toDesk, toDoor, toDesk, toDoor })
        {
            answers.Add(Encoding.UTF8.GetString((await host.AskAsync(request)).Message.Payload.Span[^6..]));
        }

        Assert.Equal(["desk 1", "door 2", "desk 1", "door 2"], answers);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_cancellation_at_another_service_does_nothing(bool isOurs)
    {
        Gate gate = new();
        await using DeskHost host = await DeskHost.StartAsync(new() { OnEcho = gate.EchoAsync });
        await host.Server.ServeAsync<IMeter>(new Meter(), cancellationToken: Cancel).Soon();
        MqttMessage request = host.Request();
        request = isOurs ? request with { CorrelationData = Ours(1) } : request;
        await host.SendAsync(request);
        await Waiting.Until(() => gate.Running == 1, "The handler");

        await host.SendAsync(request with { Topic = "meters/7/_/cancel", Payload = default });
        await host.Host.Broker.Deliveries.WaitForAsync("meters/7/_/cancel", 1, Cancel).Soon();

        gate.LetOneEnd();
        Assert.Equal("200", (await host.NextAsync()).Status);
    }

    [Fact]
    public async Task Stopping_one_service_cancels_nothing_of_another()
    {
        Gate atDesk = new();
        Gate atDoor = new();
        await using DeskHost host = await DeskHost.StartAsync(new() { OnEcho = atDesk.EchoAsync });
        await using IAsyncDisposable door = await ServeDoorAsync(host, cancellation => atDoor.EchoAsync("open", 1, cancellation));
        await host.SendAsync(host.Request());
        await host.SendAsync(host.Request() with { CorrelationData = default });
        await host.SendAsync(DoorRequest(host));
        await host.SendAsync(DoorRequest(host) with { CorrelationData = default });
        await Waiting.Until(() => atDesk.Running == 2 && atDoor.Running == 2, "The handlers");
        Task stopped = host.Serving.DisposeAsync().AsTask();
        await host.Host.Time.WhenTimerIsDueBetween(TimeSpan.FromMilliseconds(501), TimeSpan.FromSeconds(1));

        host.Host.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(["503", "503"], [(await host.NextAsync()).Status, (await host.NextAsync()).Status]);
        await stopped.Soon();
        atDoor.LetOneEnd();
        atDoor.LetOneEnd();
        Assert.Equal(["200", "200"], [(await host.NextAsync()).Status, (await host.NextAsync()).Status]);
    }

    [Fact]
    public async Task A_service_that_is_served_again_still_knows_what_ran()
    {
        int ran = 0;
        Desk desk = new() { OnEcho = (_, _, _) => new($"answer {Interlocked.Increment(ref ran)}") };
        await using DeskHost host = await DeskHost.StartAsync(desk);
        MqttMessage request = host.Request();
        Answer first = await host.AskAsync(request);
        await host.Serving.DisposeAsync().Soon();
        await host.Server.ServeAsync<IDesk>(desk, cancellationToken: Cancel).Soon();

        // Of an unknown request nobody could tell whether it ran before the service came back.
        Answer second = await host.AskAsync(request with { UserProperties = [new("attempt", "2"), new("age-ms", "5000")] });

        Assert.Equal(first.Message.Payload.ToArray(), second.Message.Payload.ToArray());
        Assert.Equal(1, ran);
    }

    [Fact]
    public async Task A_service_that_is_served_again_does_not_run_what_still_runs()
    {
        TaskCompletionSource<string> end = new(TaskCreationOptions.RunContinuationsAsynchronously);
        int ran = 0;
        Desk desk = new()
        {
            OnEcho = (_, _, _) =>
            {
                Interlocked.Increment(ref ran);
                return new(end.Task);
            },
        };
        await using DeskHost host = await DeskHost.StartAsync(desk);
        MqttMessage request = host.Request();
        await host.SendAsync(request);
        await Waiting.Until(() => Volatile.Read(ref ran) == 1, "The handler");
        Task stopped = host.Serving.DisposeAsync().AsTask();
        await host.Host.Time.PassUntilAsync(() => stopped.IsCompleted, TimeSpan.FromMilliseconds(100), "The end of serving");
        await host.Server.ServeAsync<IDesk>(desk, cancellationToken: Cancel).Soon();

        await host.SendAsync(request);
        await host.Host.Log.WhenLogged(306);
        end.SetResult("late");

        Assert.Equal("200", (await host.NextAsync()).Status);
        Assert.Equal(1, ran);
    }

    /// <summary>Whoever may call a service that knows no callers could otherwise end what others call at one that does.</summary>
    [Fact]
    public async Task What_anybody_may_send_does_not_take_the_place_of_an_identified_callers_request()
    {
        Gate gate = new();
        await using DeskHost host = await DeskHost.StartAsync();
        await host.Server.ServeAsync<IDeskVault>(new Vault(gate), cancellationToken: Cancel).Soon();
        await using Peer caller = await Peer.ConnectAsync(host.Host.Broker, "clients/c/r/#");
        MqttMessage request = host.Request(payload: "90") with { Topic = "test/vault/who/c", ResponseTopic = "clients/c/r/DeskVault", CorrelationData = Ours(1) };
        await caller.PublishAsync(request);
        await Waiting.Until(() => gate.Running == 1, "The handler");

        await host.SendAsync(host.Request() with { ResponseTopic = "clients/c/r/Desk", CorrelationData = Ours(2) });
        Assert.Equal("clients/c/r/Desk", (await caller.NextAsync()).Topic);

        gate.LetOneEnd();
        Assert.Equal("200", new Answer(await caller.NextAsync()).Status);
    }

    private static Task<IAsyncDisposable> ServeDoorAsync(DeskHost host, Func<CancellationToken, ValueTask<string>> answer) =>
        host.Server.RouteAsync("test/door", async (_, cancellation) => new RpcReply { Payload = Encoding.UTF8.GetBytes(await answer(cancellation)) }, cancellationToken: Cancel).Soon();

    private static MqttMessage DoorRequest(DeskHost host) => host.Request() with { Topic = "test/door" };

    private static byte[] Ours(uint generation)
    {
        byte[] bytes = new byte[CorrelationData.Length];
        new CorrelationData(Life: 7, Slot: 3, generation, Secret: generation).Write(bytes, asText: false);
        return bytes;
    }

    private sealed class Vault(Gate gate) : IDeskVault
    {
        public ValueTask<string> WhoAsync(CancellationToken cancellationToken) => gate.EchoAsync("known", 1, cancellationToken);
    }
}
