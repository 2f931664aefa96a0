using TypedMqttRpc.Tests.Support;
using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Tests.Serving;

/// <summary>A request that comes again runs once and is answered alike.</summary>
public sealed class DuplicateTests
{
    [Fact]
    public async Task A_request_that_comes_again_after_its_end_gets_the_same_answer_and_does_not_run_again()
    {
        int ran = 0;
        await using DeskHost host = await DeskHost.StartAsync(new() { OnEcho = (_, _, _) => new($"answer {Interlocked.Increment(ref ran)}") });
        MqttMessage request = host.Request();

        Answer first = await host.AskAsync(request);
        Answer second = await host.AskAsync(request with { Duplicate = true });

        Assert.Equal(first.Message.Payload.ToArray(), second.Message.Payload.ToArray());
        Assert.Equal(1, ran);
    }

    [Fact]
    public async Task A_request_that_comes_again_while_it_runs_is_answered_once()
    {
        TaskCompletionSource<string> end = new(TaskCreationOptions.RunContinuationsAsynchronously);
        int ran = 0;
        await using DeskHost host = await DeskHost.StartAsync(new()
        {
            OnEcho = (_, _, _) =>
            {
                Interlocked.Increment(ref ran);
                return new(end.Task);
            },
        });
        MqttMessage request = host.Request();

        await host.SendAsync(request);
        await host.SendAsync(request);
        await host.Host.Log.WhenLogged(306);
        end.SetResult("done");

        Assert.Equal("200", (await host.NextAsync()).Status);
        await host.SendAsync(host.Request());
        Assert.Equal("200", (await host.NextAsync()).Status);
        Assert.Equal(2, ran);
    }

    [Fact]
    public async Task A_failure_is_remembered_as_well()
    {
        int ran = 0;
        await using DeskHost host = await DeskHost.StartAsync(new() { OnEcho = (_, _, _) => throw new RpcException(RpcStatus.NotFound, $"gone {++ran}") });
        MqttMessage request = host.Request();

        Answer first = await host.AskAsync(request);
        Answer second = await host.AskAsync(request);

        Assert.Equal(("404", "gone 1"), (first.Status, first["__stMsg"]));
        Assert.Equal((first.Status, first["__stMsg"]), (second.Status, second["__stMsg"]));
    }

    [Fact]
    public async Task It_is_forgotten_when_its_time_is_over()
    {
        int ran = 0;
        await using DeskHost host = await DeskHost.StartAsync(new() { OnEcho = (_, _, _) => new($"{Interlocked.Increment(ref ran)}") });
        MqttMessage request = host.Request();
        await host.AskAsync(request);

        // The caller has stopped waiting, but what it sent may still arrive.
        host.Host.Time.Advance(TimeSpan.FromSeconds(14.9));
        await host.AskAsync(request);
        Assert.Equal(1, ran);

        host.Host.Time.Advance(TimeSpan.FromSeconds(0.2));
        await host.AskAsync(request);
        Assert.Equal(2, ran);
    }

    [Fact]
    public async Task The_next_call_of_a_slot_lets_the_one_before_be_forgotten_and_that_is_then_outdated()
    {
        int ran = 0;
        await using DeskHost host = await DeskHost.StartAsync(
            new() { OnEcho = (_, _, _) => new($"{Interlocked.Increment(ref ran)}") }, connect: static options => options.MaxRememberedCalls = 2);
        MqttMessage earlier = host.Request() with { CorrelationData = Ours(generation: 1) };

        await host.AskAsync(earlier);
        for (uint generation = 2; generation < 20; generation++)
        {
            Assert.Equal("200", (await host.AskAsync(host.Request() with { CorrelationData = Ours(generation) })).Status);
        }

        await host.SendAsync(earlier);
        await host.Host.Log.WhenLogged(315);
        Assert.Equal(19, ran);
    }

    [Fact]
    public async Task Beyond_the_bound_a_request_is_turned_away_and_no_live_one_forgotten()
    {
        await using DeskHost host = await DeskHost.StartAsync(connect: static options => options.MaxRememberedCalls = 4);
        MqttMessage first = host.Request();
        await host.AskAsync(first);
        await host.AskAsync(host.Request());

        Answer refused = await host.AskAsync(host.Request());

        // One caller may fill half of the table.
        Assert.Equal(("429", "100"), (refused.Status, refused["retry-after-ms"]));
        Assert.Equal("200", (await host.AskAsync(first)).Status);
    }

    [Fact]
    public async Task A_repetition_of_a_request_that_is_older_than_the_server_does_not_run()
    {
        int ran = 0;
        await using DeskHost host = await DeskHost.StartAsync(new() { OnEcho = (_, _, _) => new($"{Interlocked.Increment(ref ran)}") });
        host.Host.Time.Advance(TimeSpan.FromSeconds(10));

        // It may have been on its way for two seconds since its age was measured.
        Answer older = await host.AskAsync(Repeated(host.Request(), age: 8_001));
        Answer younger = await host.AskAsync(Repeated(host.Request(), age: 7_999));

        Assert.Equal(("410", "200"), (older.Status, younger.Status));
        Assert.Equal(1, ran);
    }

    [Fact]
    public async Task Seconds_in_which_the_broker_kept_a_repetition_count_as_its_age()
    {
        await using DeskHost host = await DeskHost.StartAsync(new() { OnEcho = (_, _, _) => new("ran") });
        host.Host.Time.Advance(TimeSpan.FromSeconds(10));

        // Sent with 20 seconds, arrived with 16.
        Answer answer = await host.AskAsync(Repeated(host.Request(), age: 5_000, ("timeout-ms", "20000")) with { ExpirySeconds = 16 });
        Answer younger = await host.AskAsync(Repeated(host.Request(), age: 3_000, ("timeout-ms", "20000")) with { ExpirySeconds = 16 });

        Assert.Equal(("410", "200"), (answer.Status, younger.Status));
    }

    /// <summary>A caller may wait for longer than the server lets a call run, and be without a connection for most of that.</summary>
    [Fact]
    public async Task A_repetition_that_comes_when_the_first_copy_is_forgotten_does_not_run()
    {
        int ran = 0;
        await using DeskHost host = await DeskHost.StartAsync(
            new() { OnEcho = (_, _, _) => new($"{Interlocked.Increment(ref ran)}") },
            static options => options.MaxCallTime = TimeSpan.FromSeconds(20),
            static options => options.Presence = true);
        MqttMessage request = host.Request() with { ExpirySeconds = 100 };
        await host.AskAsync(request);
        host.Host.Time.Advance(TimeSpan.FromSeconds(36));

        Answer answer = await host.AskAsync(Repeated(request, age: 36_000, ("server-life", Life(host))));

        Assert.Equal(("410", null), (answer.Status, answer["__apErr"]));
        Assert.Equal(1, ran);
    }

    [Fact]
    public async Task A_repetition_that_names_this_life_of_the_server_runs_whatever_its_age()
    {
        await using DeskHost host = await DeskHost.StartAsync(new() { OnEcho = (_, _, _) => new("ran") }, connect: static options => options.Presence = true);
        string life = Life(host);

        Answer known = await host.AskAsync(Repeated(host.Request(), age: 60_000, ("server-life", life)));
        Answer other = await host.AskAsync(Repeated(host.Request(), age: 60_000, ("server-life", "1")));

        Assert.Equal(("200", "410"), (known.Status, other.Status));
    }

    [Fact]
    public async Task A_one_way_request_that_comes_again_runs_once()
    {
        int ran = 0;
        await using DeskHost host = await DeskHost.StartAsync(new() { OnNote = _ => Interlocked.Increment(ref ran) });
        MqttMessage note = host.Request("note") with { ResponseTopic = null };

        await host.SendAsync(note);
        await host.SendAsync(note);
        await host.StillServes();

        // It may have come before or after the end of the first.
        await Waiting.Until(() => host.Host.Log.Entries.Any(static entry => entry.Id is 306 or 314), "Recognizing the repetition");
        Assert.Equal(1, ran);
    }

    /// <summary>It ends for its caller when the broker has it, so the next one says nothing about it.</summary>
    [Fact]
    public async Task The_next_one_way_call_of_a_slot_lets_the_one_before_run_on()
    {
        using SemaphoreSlim end = new(0);
        TaskCompletionSource<bool> wasCancelled = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource second = new(TaskCreationOptions.RunContinuationsAsynchronously);
        int ran = 0;
        await using DeskHost host = await DeskHost.StartAsync(new()
        {
            OnNote = _ =>
            {
                if (Interlocked.Increment(ref ran) == 2)
                {
                    second.SetResult();
                    return;
                }

                end.Wait(TestContext.Current.CancellationToken);
                wasCancelled.SetResult(RpcContext.Current!.CancellationToken.IsCancellationRequested);
            },
        });
        MqttMessage note = host.Request("note") with { ResponseTopic = null, CorrelationData = Ours(generation: 1) };
        await host.SendAsync(note);
        await Waiting.Until(() => Volatile.Read(ref ran) == 1, "The first");

        await host.SendAsync(note with { CorrelationData = Ours(generation: 2) });
        await second.Task.Soon();
        end.Release();

        Assert.False(await wasCancelled.Task.Soon());
    }

    [Fact]
    public async Task One_way_calls_whose_slot_has_gone_on_are_cancelled_when_serving_ends()
    {
        int begun = 0;
        int cancelled = 0;
        await using DeskHost host = await DeskHost.StartAsync(new()
        {
            OnNote = _ =>
            {
                CancellationToken token = RpcContext.Current!.CancellationToken;
                Interlocked.Increment(ref begun);
                token.WaitHandle.WaitOne(Waiting.Limit);
                Interlocked.Add(ref cancelled, token.IsCancellationRequested ? 1 : 0);
            },
        });
        MqttMessage note = host.Request("note") with { ResponseTopic = null };
        await host.SendAsync(note with { CorrelationData = Ours(generation: 1) });
        await host.SendAsync(note with { CorrelationData = Ours(generation: 2) });
        await Waiting.Until(() => Volatile.Read(ref begun) == 2, "Both");
        Task stopped = host.Serving.DisposeAsync().AsTask();
        await host.Host.Time.WhenTimerIsDueBetween(TimeSpan.FromMilliseconds(501), TimeSpan.FromSeconds(1));

        host.Host.Time.Advance(TimeSpan.FromSeconds(1));

        await Waiting.Until(() => Volatile.Read(ref cancelled) == 2, "The end of both");
        await stopped.Soon();
    }

    private static MqttMessage Repeated(MqttMessage request, int age, params (string Name, string Value)[] more) =>
        request with { UserProperties = [new("attempt", "2"), new("age-ms", $"{age}"), .. more.Select(static property => new KeyValuePair<string, string>(property.Name, property.Value))] };

    /// <summary>As it is announced.</summary>
    private static string Life(DeskHost host)
    {
        ReadOnlyMemory<byte> payload = host.Host.Broker.RetainedMessages.Single(static retained => retained.Key.StartsWith("_rpc/services/", StringComparison.Ordinal)).Value.Payload;
        return $"{Announcement.TryRead(payload)!.Life}";
    }

    private static byte[] Ours(uint generation)
    {
        byte[] bytes = new byte[CorrelationData.Length];
        new CorrelationData(Life: 7, Slot: 3, generation, Secret: generation).Write(bytes, asText: false);
        return bytes;
    }
}
