using MQTTnet;
using TypedMqttRpc.BrokerTests.Brokers;

namespace TypedMqttRpc.BrokerTests.HostileInput;

/// <summary>Responses that are wrong: one typed error for the call they are for, or ignored and counted; other calls are none the wiser.</summary>
public sealed class HostileResponseTests
{
    private static readonly byte[] Good = [0xA4, .. "good"u8];

    /// <summary>By name: what is wrong with the response, and the error that its caller gets.</summary>
    private static readonly Dictionary<string, (Action<MqttApplicationMessage> Spoil, RpcStatus Status, RpcExecution Execution, string Message)> Bad = new()
    {
        ["no status"] = (static response => response.UserProperties.Clear(), RpcStatus.Internal, RpcExecution.Unknown, "has no status (user property __stat)"),
        ["a status that is no number"] = (static response => SetStatus(response, "fine"), RpcStatus.Internal, RpcExecution.Unknown, "has no status"),
        ["an empty status"] = (static response => SetStatus(response, ""), RpcStatus.Internal, RpcExecution.Unknown, "has no status"),
        ["an unknown status"] = (static response => SetStatus(response, "999"), RpcStatus.Unknown, RpcExecution.Unknown, "Unknown"),
        ["a negative status"] = (static response => SetStatus(response, "-200"), RpcStatus.Internal, RpcExecution.Unknown, "has no status"),
        ["garbage"] = (static response => response.PayloadSegment = new([0xC1, 1, 2, 3]), RpcStatus.Internal, RpcExecution.Executed, "does not hold a valid String"),
        ["another type"] = (static response => response.PayloadSegment = new([0x91, 1]), RpcStatus.Internal, RpcExecution.Executed, "does not hold a valid String"),
        ["a text that is cut off"] = (static response => response.PayloadSegment = new([0xA4, (byte)'g']), RpcStatus.Internal, RpcExecution.Executed, "does not hold a valid String"),
        ["a text of four gigabytes"] = (static response => response.PayloadSegment = new([0xDB, 255, 255, 255, 255]), RpcStatus.Internal, RpcExecution.Executed, "does not hold a valid String"),
        ["a nesting bomb"] = (static response => response.PayloadSegment = Enumerable.Repeat<byte>(0x91, 100_000).ToArray(), RpcStatus.Internal, RpcExecution.Executed, "does not hold a valid String"),
        ["nothing"] = (static response => response.PayloadSegment = default, RpcStatus.Internal, RpcExecution.Executed, "holds no result"),
        ["nil"] = (static response => response.PayloadSegment = new([0xC0]), RpcStatus.Internal, RpcExecution.Executed, "holds nil"),
        ["bytes after the result"] = (static response => response.PayloadSegment = new([.. Good, 0xC0]), RpcStatus.Internal, RpcExecution.Executed, "holds bytes after its result"),
        ["another content type"] = (static response => response.ContentType = "text/html", RpcStatus.Internal, RpcExecution.Executed, "'text/html'"),
        ["a fault with garbage"] = (SetGarbageFault, RpcStatus.Internal, RpcExecution.Executed, "fault 'OutOfRange'"),
        ["an error without words"] = (static response => SetStatus(response, "404"), RpcStatus.NotFound, RpcExecution.Unknown, "NotFound"),
    };

    public static TheoryData<BrokerKind, string> BadResponses
    {
        get
        {
            TheoryData<BrokerKind, string> data = [];
            foreach (string name in Bad.Keys)
            {
                data.Add(BrokerKind.Embedded, name);
                data.Add(BrokerKind.Mosquitto, name);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(BadResponses))]
    public async Task A_bad_response_is_one_typed_error_of_its_call(BrokerKind kind, string response)
    {
        await using Responder responder = await Responder.StartAsync(kind);
        (Action<MqttApplicationMessage> spoil, RpcStatus status, RpcExecution execution, string message) = Bad[response];
        Task<string> other = responder.Work.RunAsync("other").AsTask();
        MqttApplicationMessage otherRequest = await responder.NextAsync();
        Task<string> call = responder.Work.RunAsync("call").AsTask();
        MqttApplicationMessage answer = Answer(await responder.NextAsync());
        spoil(answer);

        await responder.SendAsync(answer);
        RpcException error = await Assert.ThrowsAsync<RpcException>(() => call);
        await responder.SendAsync(Answer(otherRequest));

        Assert.Equal(status, error.Status);
        Assert.Equal(execution, error.Execution);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Equal(("Work", "run", "test/task/run"), (error.Service, error.Method, error.Topic));
        Assert.Equal("good", await other);
        Assert.Equal(new MqttRpcStatistics(0, 0, 0), responder.Caller.Statistics);
    }

    [Theory]
    [ClassData(typeof(EveryBrokerWithSockets))]
    public async Task Of_two_responses_the_first_counts(BrokerKind kind)
    {
        await using Responder responder = await Responder.StartAsync(kind);
        Task<string> call = responder.Work.RunAsync("call").AsTask();
        MqttApplicationMessage request = await responder.NextAsync();
        MqttApplicationMessage second = Answer(request);
        SetStatus(second, "500");

        await responder.SendAsync(Answer(request));
        await responder.SendAsync(second);

        Assert.Equal("good", await call);
        await responder.IgnoredAsync(1);
    }

    [Theory]
    [ClassData(typeof(EveryBrokerWithSockets))]
    public async Task A_late_response_is_ignored_and_does_not_reach_the_next_call(BrokerKind kind)
    {
        await using Responder responder = await Responder.StartAsync(kind);
        Task<string> late = responder.Work.RunBrieflyAsync("late").AsTask();
        MqttApplicationMessage lateRequest = await responder.NextAsync();
        await Assert.ThrowsAsync<RpcException>(() => late);

        // It takes the slot of the first.
        Task<string> next = responder.Work.RunAsync("next").AsTask();
        MqttApplicationMessage request = await responder.NextAsync();
        Assert.Equal(lateRequest.CorrelationData[..3], request.CorrelationData[..3]);
        Assert.NotEqual(lateRequest.CorrelationData[..8], request.CorrelationData[..8]);

        await responder.SendAsync(Answer(lateRequest));
        await responder.IgnoredAsync(1);
        Assert.False(next.IsCompleted);
        await responder.SendAsync(Answer(request));
        Assert.Equal("good", await next);
    }

    [Theory]
    [ClassData(typeof(EveryBrokerWithSockets))]
    public async Task A_response_that_is_not_for_the_call_in_every_bit_is_ignored(BrokerKind kind)
    {
        await using Responder responder = await Responder.StartAsync(kind);
        Task<string> call = responder.Work.RunAsync("call").AsTask();
        MqttApplicationMessage request = await responder.NextAsync();
        byte[] correlation = request.CorrelationData;
        Assert.Equal(16, correlation.Length);

        int ignored = 0;
        byte[]?[] wrong =
        [
            null, [1], correlation[..15], [.. correlation, 0], new byte[16], [.. Enumerable.Repeat<byte>(255, 16)],
            .. Enumerable.Range(0, 16).Select(changed => correlation.Select((value, index) => index == changed ? (byte)(value ^ 1) : value).ToArray()),
        ];
        foreach (byte[]? other in wrong)
        {
            MqttApplicationMessage answer = Answer(request);
            answer.CorrelationData = other;
            await responder.SendAsync(answer);
            await responder.IgnoredAsync(++ignored);
        }

        MqttApplicationMessage elsewhere = Answer(request);
        elsewhere.Topic = $"clients/{responder.Caller.ClientId}/r/Other";
        await responder.SendAsync(elsewhere);
        await responder.IgnoredAsync(++ignored);

        Assert.False(call.IsCompleted);
        await responder.SendAsync(Answer(request));
        Assert.Equal("good", await call);
        Assert.Equal(new MqttRpcStatistics(0, ignored, 0), responder.Caller.Statistics);
    }

    [Theory]
    [ClassData(typeof(EveryBrokerWithSockets))]
    public async Task A_response_without_a_status_is_fine_for_an_untyped_request(BrokerKind kind)
    {
        await using Responder responder = await Responder.StartAsync(kind);
        Task<RpcMessage> call = responder.Caller.RequestAsync("test/task/run", "anything"u8.ToArray()).AsTask();
        MqttApplicationMessage answer = Answer(await responder.NextAsync());
        answer.UserProperties.Clear();
        answer.UserProperties.Add(HostileStage.Property("x", "y"));
        answer.PayloadSegment = new([0xC1]);

        await responder.SendAsync(answer);

        RpcMessage message = await call;
        Assert.Equal([0xC1], message.Payload.ToArray());
        Assert.Equal("y", message.Headers["x"]);
    }

    private static MqttApplicationMessage Answer(MqttApplicationMessage request) => new()
    {
        Topic = request.ResponseTopic,
        CorrelationData = request.CorrelationData,
        QualityOfServiceLevel = MQTTnet.Protocol.MqttQualityOfServiceLevel.AtLeastOnce,
        UserProperties = [HostileStage.Property("__stat", "200")],
        PayloadSegment = Good,
    };

    private static void SetStatus(MqttApplicationMessage response, string status) => response.UserProperties = [HostileStage.Property("__stat", status)];

    private static void SetGarbageFault(MqttApplicationMessage response)
    {
        response.UserProperties = [HostileStage.Property("__stat", "412"), HostileStage.Property("__fault", "OutOfRange"), HostileStage.Property("__apErr", "true")];
        response.PayloadSegment = new([0xC1]);
    }
}
