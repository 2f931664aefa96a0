using TypedMqttRpc.Tests.Support;

namespace TypedMqttRpc.Tests.Serving;

/// <summary>Where handlers begin: on threads of the server's own, until they are known to be quick.</summary>
public sealed class QuickHandlerTests
{
    private const string SingleProcessor = "On a single processor no handler begins on the pool.";

    private static readonly TimeSpan Long = TimeSpan.FromMilliseconds(2);

    [Fact]
    public async Task A_handler_of_which_nothing_is_known_begins_on_a_thread_of_the_server()
    {
        bool isOnPool = true;
        await using DeskHost host = await DeskHost.StartAsync(new() { OnTask = () => Do(() => isOnPool = Thread.CurrentThread.IsThreadPoolThread) });

        await host.AskAsync(host.Request("task", "90"));

        Assert.False(isOnPool);
    }

    [Fact]
    public async Task A_handler_that_has_always_been_quick_begins_on_the_pool()
    {
        Assert.SkipUnless(Environment.ProcessorCount > 1, SingleProcessor);
        bool isOnPool = false;
        await using DeskHost host = await DeskHost.StartAsync(new() { OnTask = () => Do(() => isOnPool |= Thread.CurrentThread.IsThreadPoolThread) });

        int calls = 0;
        while (!isOnPool)
        {
            await host.AskAsync(host.Request("task", "90"));
            calls++;
        }

        Assert.InRange(calls, 100, int.MaxValue);
    }

    [Fact]
    public async Task One_that_blocks_there_holds_up_nothing_and_begins_on_a_thread_of_the_server_again()
    {
        Assert.SkipUnless(Environment.ProcessorCount > 1, SingleProcessor);
        TaskCompletionSource blocked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using ManualResetEventSlim mayEnd = new();
        TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
        int onPool = 0;
        await using DeskHost host = await DeskHost.StartAsync(new()
        {
            OnTask = () => Do(() =>
            {
                if (Thread.CurrentThread.IsThreadPoolThread && Interlocked.Increment(ref onPool) == 1)
                {
                    blocked.SetResult();
                    mayEnd.Wait(TestContext.Current.CancellationToken);
                    ended.SetResult();
                }
            }),
        });

        Task<Answer> next;
        do
        {
            next = host.NextAsync();
            await host.SendAsync(host.Request("task", "90"));
        }
        while (await Task.WhenAny(next, blocked.Task).Soon() == next);

        await host.SendAsync(host.Request());
        Assert.Equal("A26869", Convert.ToHexString((await next.Soon()).Message.Payload.Span));
        DateTime since = DateTime.UtcNow;
        SpinWait.SpinUntil(() => DateTime.UtcNow - since > Long);
        mayEnd.Set();
        await ended.Task.Soon();
        Assert.Equal("A4646F6E65", Convert.ToHexString((await host.NextAsync()).Message.Payload.Span));
        int before = Volatile.Read(ref onPool);
        for (int i = 0; i < 50; i++)
        {
            await host.AskAsync(host.Request("task", "90"));
        }

        Assert.Equal(before, Volatile.Read(ref onPool));
    }

    private static Task<string> Do(Action action)
    {
        action();
        return Task.FromResult("done");
    }
}
