using TypedMqttRpc.Network;
using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Tests.Network;

public sealed class SendWindowTests : IWaitingRequests
{
    private readonly SendWindow _window = new(1);
    private readonly List<int> _tried = [];
    private readonly HashSet<int> _pending = [];

    [Fact]
    public void A_place_that_comes_free_goes_to_those_who_still_wait_in_the_order_in_which_they_came()
    {
        Wait(0);
        Wait(1, 2, 3);
        _pending.Remove(2);

        _window.Leave();
        _window.Leave();

        Assert.Equal([1, 2, 3], _tried);
        _window.Leave();
        Assert.True(_window.TryEnter(Request(4), this));
    }

    [Fact]
    public void Requests_whose_calls_have_ended_are_forgotten_though_no_place_ever_comes_free()
    {
        const int Waiting = 100;
        Wait(0);
        Wait([.. Enumerable.Range(1, Waiting)]);
        for (int i = Waiting + 1; i <= 100_000; i++)
        {
            Wait(i);
            _pending.Remove(i);
        }

        for (int i = 0; i < Waiting; i++)
        {
            _window.Leave();
        }

        Assert.Equal(Enumerable.Range(1, Waiting), _tried);
        _window.Leave();
        Assert.InRange(_tried.Count, Waiting, 2_000);
    }

    [Fact]
    public void Those_that_wait_may_be_more_than_a_few_and_none_is_forgotten()
    {
        int[] all = [.. Enumerable.Range(1, 10_000)];
        Wait(0);
        Wait(all);

        foreach (int _ in all)
        {
            _window.Leave();
        }

        Assert.Equal(all, _tried);
    }

    bool IWaitingRequests.TrySend(in CorrelationData request)
    {
        _tried.Add(request.Slot);
        return _pending.Contains(request.Slot);
    }

    bool IWaitingRequests.IsPending(in CorrelationData request) => _pending.Contains(request.Slot);

    private void Wait(params int[] slots)
    {
        foreach (int slot in slots)
        {
            _pending.Add(slot);
            Assert.Equal(slot == 0, _window.TryEnter(Request(slot), this));
        }
    }

    private static CorrelationData Request(int slot) => new(1, slot, 1, 1);
}
