using TypedMqttRpc.BrokerTests.Brokers;
using TypedMqttRpc.BrokerTests.Clients;
using TypedMqttRpc.BrokerTests.Contracts;

namespace TypedMqttRpc.BrokerTests.EndToEnd;

/// <summary>Handlers that call other services over the connection they are served by.</summary>
public sealed class NestedCallTests
{
    [Theory]
    [ClassData(typeof(EveryBroker))]
    public async Task A_service_may_call_itself_to_any_depth(BrokerKind kind)
    {
        await using RpcPair pair = await RpcPair.StartAsync(kind);
        IWork self = pair.Server.CreateClient<IWork>();
        await using IAsyncDisposable serving = await pair.Server.ServeAsync<IWork>(new Work(async (job, _) =>
            job.Length < 30 ? await self.RunAsync(job + "x") : job));

        Assert.Equal(new string('x', 30), await pair.Caller.CreateClient<IWork>().RunAsync(string.Empty));
    }

    [Theory]
    [ClassData(typeof(EveryBroker))]
    public async Task Many_nested_calls_at_once_do_not_wait_for_each_other(BrokerKind kind)
    {
        await using RpcPair pair = await RpcPair.StartAsync(kind);
        IValues values = pair.Server.CreateClient<IValues>();
        await using IAsyncDisposable inner = await pair.Server.ServeAsync<IValues>(new Values());
        await using IAsyncDisposable outer = await pair.Server.ServeAsync<IWork>(new Work(async (job, _) => (await values.SameAsync(job))!));
        IWork work = pair.Caller.CreateClient<IWork>();

        string[] answers = await Task.WhenAll(Enumerable.Range(0, 500).Select(number => work.RunAsync($"{number}").AsTask())).Soon();

        Assert.Equal(Enumerable.Range(0, 500).Select(number => $"{number}"), answers);
    }

    [Theory]
    [ClassData(typeof(EveryBroker))]
    public async Task A_nested_call_inherits_the_deadline(BrokerKind kind)
    {
        await using RpcPair pair = await RpcPair.StartAsync(kind);
        IValues values = pair.Server.CreateClient<IValues>();
        TaskCompletionSource<TimeSpan> left = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using IAsyncDisposable inner = await pair.Server.RouteAsync("test/values/recall", (_, _) =>
        {
            left.SetResult(RpcContext.Current!.TimeLeft);
            return new(RpcReply.From([0xA0]));
        });
        await using IAsyncDisposable outer = await pair.Server.ServeAsync<IWork>(new Work(async (_, _) => await values.RecallAsync()));

        await pair.Caller.CreateClient<IWork>().WithTimeout(TimeSpan.FromSeconds(4)).RunAsync("x");

        Assert.InRange(await left.Task, TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(4));
    }

    [Theory]
    [ClassData(typeof(EveryBroker))]
    public async Task An_error_of_a_nested_call_does_not_pass_as_the_handlers_own(BrokerKind kind)
    {
        await using RpcPair pair = await RpcPair.StartAsync(kind);
        IValues nowhere = pair.Server.CreateClient<IValues>();
        await using IAsyncDisposable outer = await pair.Server.ServeAsync<IWork>(new Work(async (_, _) => await nowhere.RecallAsync()));

        RpcException error = await Assert.ThrowsAsync<RpcException>(() => pair.Caller.CreateClient<IWork>().RunAsync("x").AsTask());

        // "Unavailable, not executed" was true of the nested call and would be a lie about this one.
        Assert.Equal(RpcStatus.Internal, error.Status);
        Assert.Equal(RpcExecution.Executed, error.Execution);
    }
}
