using TypedMqttRpc.Tests.Support;

namespace TypedMqttRpc.Tests.Serving;

/// <summary>What callers learn when handlers fail, and what they do not.</summary>
public sealed class HandlerTests
{
    private const string Secret = "password=hunter2";

    [Fact]
    public async Task A_handler_that_throws_is_answered_with_an_error_id_and_no_text()
    {
        await using DeskHost host = await DeskHost.StartAsync(new() { OnEcho = static (_, _, _) => throw new InvalidOperationException(Secret) });

        Answer answer = await host.AskAsync(host.Request());

        TestLog.Entry entry = await host.Host.Log.WhenLogged(303);
        Assert.Equal(("500", "true", true), (answer.Status, answer["__apErr"], answer.Message.Payload.IsEmpty));
        Assert.Matches("^The service failed; its log says why under error id [0-9a-f]{8}\\.$", answer["__stMsg"]);
        Assert.Contains(answer["__stMsg"]![^9..^1], entry.Text);
        Assert.Equal(Secret, entry.Exception!.Message);
        Assert.DoesNotContain("hunter2", answer.ToString());
        Assert.DoesNotContain("InvalidOperation", answer.ToString());
    }

    [Fact]
    public async Task The_text_is_sent_where_details_are_switched_on()
    {
        await using DeskHost host = await DeskHost.StartAsync(
            new() { OnEcho = static (_, _, _) => throw new InvalidOperationException("line 1\nline 2") },
            connect: static options => options.IncludeExceptionDetails = true);

        Assert.StartsWith("InvalidOperationException: line 1 line 2 (error ", (await host.AskAsync(host.Request()))["__stMsg"]);
    }

    [Fact]
    public async Task A_handler_that_fails_later_is_answered_alike()
    {
        await using DeskHost host = await DeskHost.StartAsync(new()
        {
            OnEcho = static async (_, _, _) =>
            {
                await Task.Yield();
                throw new InvalidOperationException(Secret);
            },
        });

        Answer answer = await host.AskAsync(host.Request());
        Assert.Equal("500", answer.Status);
        Assert.DoesNotContain("hunter2", answer.ToString());
    }

    [Fact]
    public async Task An_error_that_the_handler_chose_is_sent_as_it_is()
    {
        await using DeskHost host = await DeskHost.StartAsync(new()
        {
            OnEcho = static (_, _, _) => throw new RpcException(RpcStatus.NotFound, "There is no\nsuch desk.", new InvalidOperationException(Secret))
            {
                Field = "te\0xt",
                RetryAfter = TimeSpan.FromSeconds(2),
            },
        });

        Answer answer = await host.AskAsync(host.Request());

        Assert.Equal(("404", "There is no such desk.", "te xt", "2000", "true"), (answer.Status, answer["__stMsg"], answer["__propName"], answer["retry-after-ms"], answer["__apErr"]));
        Assert.DoesNotContain("hunter2", answer.ToString());
        Assert.DoesNotContain(host.Host.Log.Entries, static entry => entry.Id == 303);
    }

    /// <summary>The error of a call that the handler made is about that call, and says more than this caller may know.</summary>
    [Fact]
    public async Task An_error_of_a_call_that_the_handler_made_does_not_travel_on()
    {
        DeskHost? host = null;
        await using DeskHost started = host = await DeskHost.StartAsync(new()
        {
            OnEcho = async (_, _, token) => (await host!.Server.RequestAsync("secret/place", default, cancellationToken: token)).Topic,
        });
        host.Host.Broker.Publishes.AnswerNext("secret/place", MqttReasonCode.NotAuthorized);

        Answer answer = await host.AskAsync(host.Request());

        Assert.Equal("500", answer.Status);
        Assert.DoesNotContain("secret/place", answer.ToString());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_handler_that_returns_null_has_failed(bool nullTask)
    {
        await using DeskHost host = await DeskHost.StartAsync(new()
        {
            OnEcho = static (_, _, _) => new((string)null!),
            OnTask = () => nullTask ? null : Task.FromResult((string)null!),
        });

        Assert.Equal(("500", "true"), await StatusOf(host, "task", "90"));
        Assert.Equal(("500", "true"), await StatusOf(host, "echo", "91 A2 68 69"));
    }

    [Fact]
    public async Task A_fault_whose_detail_cannot_be_written_is_answered_all_the_same()
    {
        await using DeskHost host = await DeskHost.StartAsync(new() { OnFault = static () => throw new RpcFaultException<UnwritableDetail>(new(), "Told.") });

        Answer answer = await host.AskAsync(host.Request(method: "fault", payload: "90"));

        Assert.Equal(("500", "true", null), (answer.Status, answer["__apErr"], answer["__fault"]));
        Assert.DoesNotContain("secret", answer.ToString());
        await host.StillServes();
    }

    [Fact]
    public async Task A_fault_that_the_method_does_not_declare_is_an_error_like_another()
    {
        await using DeskHost host = await DeskHost.StartAsync(new() { OnEcho = static (_, _, _) => throw new RpcFaultException<UnwritableDetail>(new(), "Told.") });

        Answer answer = await host.AskAsync(host.Request());

        Assert.Equal(("412", "Told.", null), (answer.Status, answer["__stMsg"], answer["__fault"]));
    }

    [Fact]
    public async Task A_cancellation_that_nobody_asked_for_is_a_failure()
    {
        await using DeskHost host = await DeskHost.StartAsync(new() { OnEcho = static (_, _, _) => throw new OperationCanceledException(Secret) });

        Answer answer = await host.AskAsync(host.Request());

        Assert.Equal("500", answer.Status);
        Assert.DoesNotContain("hunter2", answer.ToString());
    }

    [Fact]
    public async Task The_deadline_fires_the_token_and_the_late_answer_is_not_sent()
    {
        TaskCompletionSource fired = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Gate gate = new();
        await using DeskHost host = await DeskHost.StartAsync(new()
        {
            OnEcho = async (text, times, token) =>
            {
                await using CancellationTokenRegistration registration = token.Register(fired.SetResult);
                return await gate.EchoAsync(text, times, token);
            },
        });
        await host.SendAsync(host.Request() with { ExpirySeconds = 3 });
        await Waiting.Until(() => gate.Running == 1, "The handler");

        host.Host.Time.Advance(TimeSpan.FromSeconds(3) - TimeSpan.FromMilliseconds(1));
        Assert.False(fired.Task.IsCompleted);
        host.Host.Time.Advance(TimeSpan.FromMilliseconds(1));

        await fired.Task.Soon();
        await host.Host.Log.WhenLogged(308);
        gate.LetOneEnd();
        await host.StillServes();
        Assert.Equal(0, host.Peer.Waiting);
    }

    [Fact]
    public async Task A_handler_that_never_ends_or_blocks_delays_no_other()
    {
        TaskCompletionSource never = new();
        using ManualResetEventSlim gate = new();
        await using DeskHost host = await DeskHost.StartAsync(new()
        {
            OnEcho = async (text, times, token) =>
            {
                switch (times)
                {
                    case 7:
                        await never.Task;
                        break;
                    case 8:
                        Assert.True(gate.Wait(Waiting.Limit, CancellationToken.None));
                        break;
                }

                return text;
            },
        });
        await host.SendAsync(host.Request(payload: "92 A2 68 69 07"));
        await host.SendAsync(host.Request(payload: "92 A2 68 69 08"));

        for (int i = 0; i < 50; i++)
        {
            await host.StillServes();
        }

        gate.Set();
        Assert.Equal((byte)2, (await host.NextAsync()).Message.CorrelationData.Span[0]);
        never.SetResult();
        Assert.Equal((byte)1, (await host.NextAsync()).Message.CorrelationData.Span[0]);
    }

    [Fact]
    public async Task A_handler_may_call_over_the_connection_that_serves_it()
    {
        DeskHost? host = null;
        await using DeskHost started = host = await DeskHost.StartAsync(new()
        {
            OnEcho = async (text, times, token) => times == 0 ? text : await host!.Server.CreateClient<IDesk>().EchoAsync(text + times, times - 1, token),
        });

        Answer answer = await host.AskAsync(host.Request(payload: "92 A2 68 69 09"));

        Assert.EndsWith("hi987654321", answer.ToString());
    }

    private static async Task<(string? Status, string? ApplicationError)> StatusOf(DeskHost host, string method, string payload)
    {
        Answer answer = await host.AskAsync(host.Request(method, payload));
        return (answer.Status, answer["__apErr"]);
    }
}
