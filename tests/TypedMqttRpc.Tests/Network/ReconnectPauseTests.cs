using TypedMqttRpc.Tests.Support;

namespace TypedMqttRpc.Tests.Network;

public sealed class ReconnectPauseTests : SessionKeeperTestBase
{
    [Fact]
    public async Task The_pauses_between_attempts_double_and_have_jitter()
    {
        Broker.Connects.BeUnreachable();
        Task started = Keeper.StartAsync(TimeSpan.FromHours(1), Cancel);
        for (int attempt = 1, bound = 50; attempt <= 14; attempt++, bound = Math.Min(bound * 2, 30_000))
        {
            await Broker.Connects.WaitForAsync("c", attempt, Cancel).Soon();

            // A pause below a millisecond sets no timer: the next attempt follows at once.
            int made = attempt;
            await Waiting.Until(
                () => Broker.Connects.Recorded.Count > made || (Log.Entries.Count(static entry => entry.Id == 101) == made && Time.CountDue(TimeSpan.FromTicks(1), TimeSpan.FromMilliseconds(bound)) > 0),
                $"Pause {attempt}");
            if (Broker.Connects.Recorded.Count == attempt)
            {
                Time.Advance(TimeSpan.FromMilliseconds(bound));
            }
        }

        Broker.Connects.Accept();
        await PassUntilAsync(() => started.IsCompleted, TimeSpan.FromSeconds(60));
        await started.Soon();
    }

    [Fact]
    public async Task A_refusal_for_good_after_a_success_slows_down_and_goes_on()
    {
        await Keeper.StartAsync(Limit, Cancel).Soon();
        Broker.Connects.Refuse(MqttReasonCode.NotAuthorized, isPermanent: true);
        Broker.Disconnect("c");
        await PassUntilAsync(() => Log.Entries.Any(static entry => entry.Id == 101), TimeSpan.FromSeconds(1));

        Broker.Connects.Accept();
        await PassUntilAsync(() => Keeper.Session is not null, TimeSpan.FromSeconds(31));
    }

    /// <summary>Two clients with one id would otherwise take the connection from each other in a tight loop.</summary>
    [Fact]
    public async Task Connections_that_do_not_last_make_the_pauses_longer()
    {
        await Keeper.StartAsync(Limit, Cancel).Soon();
        bool sawLongPause = false;
        for (int i = 0; i < 12; i++)
        {
            Broker.Disconnect("c");
            await PassUntilAsync(
                () =>
                {
                    // The limit of an attempt, exactly five seconds, is no pause.
                    sawLongPause |= Time.CountDue(TimeSpan.FromMilliseconds(51), TimeSpan.FromSeconds(4.5)) > 0;
                    return Events.All.Count(static name => name == "connected") == i + 2;
                },
                TimeSpan.FromSeconds(5));
        }

        Assert.True(sawLongPause);
    }

    [Fact]
    public async Task A_connection_that_lasts_makes_the_pauses_short_again()
    {
        await Keeper.StartAsync(Limit, Cancel).Soon();
        for (int i = 0; i < 10; i++)
        {
            Broker.Disconnect("c");
            await PassUntilAsync(() => Events.All.Count(static name => name == "connected") == i + 2, TimeSpan.FromSeconds(31));
        }

        Time.Advance(TimeSpan.FromSeconds(5));
        Broker.Connects.BeUnreachable();
        int before = Broker.Connects.Recorded.Count;
        Broker.Disconnect("c");

        await Waiting.Until(
            () => Broker.Connects.Recorded.Count > before || Time.CountDue(TimeSpan.FromTicks(1), TimeSpan.FromMilliseconds(50)) > 0,
            "A pause of at most 50 ms");
    }
}
