using System.Diagnostics;
using TypedMqttRpc.BrokerTests.Brokers;
using TypedMqttRpc.BrokerTests.Clients;
using TypedMqttRpc.BrokerTests.Contracts;

namespace TypedMqttRpc.BrokerTests.EndToEnd;

[Collection(nameof(Alone))]
public sealed class CancellationTests
{
    [Theory]
    [ClassData(typeof(EveryBroker))]
    public async Task The_wait_ends_within_20_ms_and_the_handlers_token_fires(BrokerKind kind)
    {
        await using RpcPair pair = await RpcPair.StartAsync(kind);
        Observed<string> started = new();
        Observed<string> cancelled = new();
        await using IAsyncDisposable serving = await pair.Server.ServeAsync<IWork>(Work.Until(started.Add, cancelled.Add));
        IWork work = pair.Caller.CreateClient<IWork>();
        int number = 0;

        TimeSpan time = await Measure.MedianAsync(async () =>
        {
            string job = $"{number++}";
            using CancellationTokenSource cancel = new();
            Task<string> call = work.RunAsync(job, cancel.Token).AsTask();
            await started.WaitForAsync(other => other == job);

            long begin = Stopwatch.GetTimestamp();
            cancel.Cancel();
            OperationCanceledException error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
            TimeSpan elapsed = Stopwatch.GetElapsedTime(begin);

            Assert.Equal(cancel.Token, error.CancellationToken);
            await cancelled.WaitForAsync(other => other == job);
            return elapsed;
        });

        Assert.InRange(time, TimeSpan.Zero, TimeSpan.FromMilliseconds(20));
        Assert.Equal(0, pair.Caller.Statistics.PendingCalls);
    }

    [Theory]
    [ClassData(typeof(EveryBroker))]
    public async Task Only_the_cancelled_call_is_cancelled(BrokerKind kind)
    {
        await using RpcPair pair = await RpcPair.StartAsync(kind);
        Observed<string> started = new();
        TaskCompletionSource mayEnd = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Observed<string> cancelled = new();
        await using IAsyncDisposable serving = await pair.Server.ServeAsync<IWork>(new Work(async (job, token) =>
        {
            await using CancellationTokenRegistration registration = token.Register(() => cancelled.Add(job));
            started.Add(job);
            await mayEnd.Task;
            return job;
        }));
        IWork work = pair.Caller.CreateClient<IWork>();
        using CancellationTokenSource cancel = new();
        Task<string> one = work.RunAsync("one", cancel.Token).AsTask();
        Task<string> two = work.RunAsync("two").AsTask();
        await started.WaitForAsync(static job => job == "one");
        await started.WaitForAsync(static job => job == "two");

        await cancel.CancelAsync();
        await cancelled.WaitForAsync(static job => job == "one");
        mayEnd.SetResult();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => one);
        Assert.Equal("two", await two);
        Assert.Equal(["one"], cancelled.Items);
    }

    [Theory]
    [ClassData(typeof(EveryBroker))]
    public async Task A_token_that_has_fired_already_sends_nothing(BrokerKind kind)
    {
        await using RpcPair pair = await RpcPair.StartAsync(kind);
        Observed<string> started = new();
        await using IAsyncDisposable serving = await pair.Server.ServeAsync<IWork>(new Work((job, _) =>
        {
            started.Add(job);
            return new(job);
        }));
        IWork work = pair.Caller.CreateClient<IWork>();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => work.RunAsync("cancelled", new(canceled: true)).AsTask());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => work.TellAsync("cancelled", new(canceled: true)).AsTask());

        await work.RunAsync("next");
        Assert.Equal(["next"], started.Items);
    }

    [Theory]
    [ClassData(typeof(EveryBroker))]
    public async Task Calls_that_are_cancelled_while_they_are_sent_end_once_and_leave_nothing(BrokerKind kind)
    {
        await using RpcPair pair = await RpcPair.StartAsync(kind);
        await using IAsyncDisposable serving = await pair.Server.ServeAsync<IWork>(Work.Echo);
        IWork work = pair.Caller.CreateClient<IWork>();
        int answered = 0;

        for (int i = 0; i < 500; i++)
        {
            using CancellationTokenSource cancel = new();
            string nonce = $"{i}";
            Task<string> call = work.RunAsync(nonce, cancel.Token).AsTask();

            // Cancelled at any moment from before the request is sent to after the response has come.
            Task cancelling = Task.Run(async () =>
            {
                for (int turn = 0; turn < int.Parse(nonce, System.Globalization.CultureInfo.InvariantCulture) % 50; turn++)
                {
                    await Task.Yield();
                }

                await cancel.CancelAsync();
            });
            try
            {
                Assert.Equal(nonce, await call.Soon());
                answered++;
            }
            catch (OperationCanceledException)
            {
                // As good.
            }

            await cancelling;
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{answered} of 500 were answered before they were cancelled");
        Assert.Equal(0, pair.Caller.Statistics.PendingCalls);
        Assert.Equal("after", await work.RunAsync("after"));
    }
}
