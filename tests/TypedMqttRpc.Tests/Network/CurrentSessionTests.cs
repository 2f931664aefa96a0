using TypedMqttRpc.Network;
using TypedMqttRpc.Tests.Calling;
using TypedMqttRpc.Tests.Support;

namespace TypedMqttRpc.Tests.Network;

public sealed class CurrentSessionTests
{
    [Fact]
    public async Task Who_waited_for_a_place_on_a_lost_connection_may_wait_for_the_next_one()
    {
        CurrentSession current = new();
        LiveSession lost = new(new EchoNetwork([]));
        while (lost.Window.TryEnter(new Waiter(static () => { })))
        {
        }

        // On another thread, where a lock held meanwhile is felt.
        Task<LiveSession>? next = null;
        Waiter waiter = new(() => next = Task.Factory.StartNew(() => NextAsync(current, lost), TestContext.Current.CancellationToken, TaskCreationOptions.LongRunning, TaskScheduler.Default).GetAwaiter().GetResult());
        lost.Window.TryEnter(waiter);
        current.SetUp(lost);

        await Task.Run(current.SetDown, TestContext.Current.CancellationToken).Soon();

        LiveSession successor = new(new EchoNetwork([]));
        current.SetUp(successor);
        Assert.Same(successor, await next!.Soon());
    }

    private static async Task<LiveSession> NextAsync(CurrentSession current, LiveSession lost)
    {
        await current.WhenDownAsync(lost, TestContext.Current.CancellationToken);
        return await current.WaitAsync(TestContext.Current.CancellationToken);
    }

    private sealed class Waiter(Action lost) : IPlaceWaiter
    {
        public void OnPlace()
        {
        }

        public void OnNoPlace() => lost();
    }
}
