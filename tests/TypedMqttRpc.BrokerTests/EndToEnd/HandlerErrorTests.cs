using TypedMqttRpc.BrokerTests.Brokers;
using TypedMqttRpc.BrokerTests.Clients;
using TypedMqttRpc.BrokerTests.Contracts;

namespace TypedMqttRpc.BrokerTests.EndToEnd;

/// <summary>What a caller sees of a handler that fails.</summary>
public sealed class HandlerErrorTests
{
    [Theory]
    [ClassData(typeof(EveryBroker))]
    public async Task A_declared_fault_is_caught_as_the_same_type(BrokerKind kind)
    {
        await using RpcPair pair = await RpcPair.StartAsync(kind);
        await using IAsyncDisposable serving = await pair.Server.ServeAsync<IWork>(new Work((_, _) =>
            throw new RpcFaultException<OutOfRange>(new(5, 30), "too hot")));

        RpcFaultException<OutOfRange> error = await Assert.ThrowsAsync<RpcFaultException<OutOfRange>>(
            () => pair.Caller.CreateClient<IWork>().RunAsync("x").AsTask());

        Assert.Equal(new OutOfRange(5, 30), error.Detail);
        Assert.Equal(new OutOfRange(5, 30), error.Fault<OutOfRange>());
        Assert.Equal("too hot", error.Message);
        Assert.Equal(RpcStatus.FailedPrecondition, error.Status);
        Assert.Equal(RpcExecution.Executed, error.Execution);
        Assert.True(error.IsRemote);
    }

    [Theory]
    [ClassData(typeof(EveryBroker))]
    public async Task A_fault_that_the_method_does_not_declare_keeps_its_status_and_loses_its_detail(BrokerKind kind)
    {
        await using RpcPair pair = await RpcPair.StartAsync(kind);
        await using IAsyncDisposable serving = await pair.Server.ServeAsync<IWork>(new Work((_, _) =>
            throw new RpcFaultException<OutOfRange>(new(5, 30), "too hot")));

        RpcException error = await Assert.ThrowsAsync<RpcException>(() => pair.Caller.CreateClient<IWork>().RunUnacknowledgedAsync("x").AsTask());

        Assert.Equal(RpcStatus.FailedPrecondition, error.Status);
        Assert.Null(error.Fault<OutOfRange>());
    }

    [Theory]
    [ClassData(typeof(EveryBroker))]
    public async Task A_handler_chooses_status_and_words(BrokerKind kind)
    {
        await using RpcPair pair = await RpcPair.StartAsync(kind);
        await using IAsyncDisposable serving = await pair.Server.ServeAsync<IWork>(new Work((job, _) => throw new RpcException(Enum.Parse<RpcStatus>(job), $"It is {job}.")));
        IWork work = pair.Caller.CreateClient<IWork>();

        foreach (RpcStatus status in Enum.GetValues<RpcStatus>().Except([RpcStatus.Ok, RpcStatus.Unknown]))
        {
            RpcException error = await Assert.ThrowsAsync<RpcException>(() => work.RunAsync($"{status}").AsTask());

            Assert.Equal(status, error.Status);
            Assert.Equal($"It is {status}.", error.Message);
            Assert.Equal(RpcExecution.Executed, error.Execution);
            Assert.True(error.IsRemote);
            Assert.Equal(("Work", "run", "test/task/run"), (error.Service, error.Method, error.Topic));
        }
    }

    [Theory]
    [ClassData(typeof(EveryBroker))]
    public async Task The_text_of_an_exception_stays_in_the_log_under_an_id_that_the_caller_gets(BrokerKind kind)
    {
        await using RpcPair pair = await RpcPair.StartAsync(kind);
        await using IAsyncDisposable serving = await pair.Server.ServeAsync<IWork>(new Work((_, _) => throw new InvalidOperationException("password=hunter2")));

        RpcException error = await Assert.ThrowsAsync<RpcException>(() => pair.Caller.CreateClient<IWork>().RunAsync("x").AsTask());

        Assert.Equal(RpcStatus.Internal, error.Status);
        Assert.Equal(RpcExecution.Executed, error.Execution);
        Assert.DoesNotContain("hunter2", error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("InvalidOperation", error.Message, StringComparison.Ordinal);
        LogLine line = await pair.ServerLog.WaitForAsync("The handler of test/task/run failed");
        Assert.Equal("password=hunter2", line.Error!.Message);
        string id = line.Text[(line.Text.LastIndexOf(' ') + 1)..];
        Assert.Matches("^[0-9a-f]{8}$", id);
        Assert.Contains(id, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [ClassData(typeof(EveryBroker))]
    public async Task With_details_switched_on_the_caller_gets_the_text(BrokerKind kind)
    {
        await using RpcPair pair = await RpcPair.StartAsync(kind, options => options.IncludeExceptionDetails = true);
        await using IAsyncDisposable serving = await pair.Server.ServeAsync<IWork>(new Work((_, _) => throw new InvalidOperationException("the reason")));

        RpcException error = await Assert.ThrowsAsync<RpcException>(() => pair.Caller.CreateClient<IWork>().RunAsync("x").AsTask());

        Assert.Contains("InvalidOperationException: the reason", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [ClassData(typeof(EveryBroker))]
    public async Task A_null_that_the_contract_does_not_allow_is_an_error_of_the_handler(BrokerKind kind)
    {
        await using RpcPair pair = await RpcPair.StartAsync(kind);
        await using IAsyncDisposable serving = await pair.Server.ServeAsync<IWork>(new Work((_, _) => new((string)null!)));

        RpcException error = await Assert.ThrowsAsync<RpcException>(() => pair.Caller.CreateClient<IWork>().RunAsync("x").AsTask());

        Assert.Equal(RpcStatus.Internal, error.Status);
        Assert.Equal(RpcExecution.Executed, error.Execution);
    }

    [Theory]
    [ClassData(typeof(EveryBroker))]
    public async Task An_error_of_one_call_is_none_of_the_next(BrokerKind kind)
    {
        await using RpcPair pair = await RpcPair.StartAsync(kind);
        await using IAsyncDisposable serving = await pair.Server.ServeAsync<IWork>(new Work((job, _) =>
            job == "bad" ? throw new InvalidOperationException(job) : new(job)));
        IWork work = pair.Caller.CreateClient<IWork>();

        for (int i = 0; i < 10; i++)
        {
            await Assert.ThrowsAsync<RpcException>(() => work.RunAsync("bad").AsTask());
            Assert.Equal("good", await work.RunAsync("good"));
        }
    }
}
