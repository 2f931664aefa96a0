using TypedMqttRpc.Network;
using TypedMqttRpc.Testing;
using TypedMqttRpc.Tests.Support;

namespace TypedMqttRpc.Tests.Network;

public sealed class SessionKeeperTests : SessionKeeperTestBase
{
    [Fact]
    public async Task A_broker_that_does_not_answer_is_given_up_at_the_limit_with_its_last_failure()
    {
        Broker.Connects.BeUnreachable();
        Task started = Keeper.StartAsync(Limit, Cancel);

        await PassUntilAsync(() => started.IsCompleted, TimeSpan.FromSeconds(5));

        MqttConnectException error = await Assert.ThrowsAsync<MqttConnectException>(() => started.Soon());
        Assert.Contains("connection refused", error.Message);
        Assert.InRange(Broker.Connects.Recorded.Count, 2, 200);
        Assert.InRange(Time.GetUtcNow() - Time.Start, Limit, Limit * 2);
    }

    [Fact]
    public async Task An_attempt_that_hangs_is_given_up_after_five_seconds()
    {
        Broker.Freeze();
        Task started = Keeper.StartAsync(Limit, Cancel);
        await Time.WhenTimerIsDueBetween(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(5));

        Time.Advance(TimeSpan.FromSeconds(5));

        Assert.Contains("did not answer within 5 s", (await Log.WhenLogged(101)).Text);
        Broker.Thaw();
        await PassUntilAsync(() => started.IsCompleted, TimeSpan.FromSeconds(1));
        await started.Soon();
    }

    [Fact]
    public async Task A_refusal_for_good_ends_the_first_attempt_at_once()
    {
        Broker.Connects.Refuse(MqttReasonCode.BadUserNameOrPassword, isPermanent: true);

        MqttConnectException error = await Assert.ThrowsAsync<MqttConnectException>(() => Keeper.StartAsync(Limit, Cancel).Soon());

        Assert.Equal(MqttReasonCode.BadUserNameOrPassword, error.Reason);
        Time.Advance(TimeSpan.FromMinutes(5));
        Assert.Single(Broker.Connects.Recorded);
    }

    [Fact]
    public async Task The_end_of_a_connection_is_told_with_its_reason()
    {
        await Keeper.StartAsync(Limit, Cancel).Soon();
        Broker.Disconnect("c", MqttReasonCode.ServerShuttingDown);
        await Waiting.Until(() => Events.All.Contains("Reconnecting"), "The loss");

        Assert.Equal(["Connecting", "connected", "Connected", "lost", "Reconnecting"], Events.All);
        Assert.Contains("ServerShuttingDown", (await Log.WhenLogged(102)).Text);
    }

    [Theory]
    [InlineData("never started")]
    [InlineData("connecting")]
    [InlineData("subscribing")]
    [InlineData("pausing")]
    [InlineData("connected")]
    [InlineData("reconnecting")]
    public async Task It_can_be_disposed_in_every_state(string state)
    {
        using Hold<RecordedSubscription>? hold = state == "subscribing" ? Broker.Subscribes.Hold("#") : null;
        switch (state)
        {
            case "connecting":
                Broker.Freeze();
                break;
            case "pausing":
                Broker.Connects.BeUnreachable();
                break;
        }

        Task started = state == "never started" ? Task.CompletedTask : Keeper.StartAsync(Limit, Cancel);
        switch (state)
        {
            case "connecting":
                await Time.WhenTimerIsDue(TimeSpan.FromSeconds(5));
                break;
            case "subscribing":
                await Broker.Connects.WaitForAsync("c", 1, Cancel).Soon();
                break;
            case "pausing":
                await Log.WhenLogged(101);
                break;
            case "reconnecting":
                await started.Soon();
                Broker.Connects.BeUnreachable();
                Broker.Disconnect("c");
                await Log.WhenLogged(102);
                break;
            default:
                await started.Soon();
                break;
        }

        Task waiting = state == "connected" ? Task.FromException(new ObjectDisposedException("as below")) : Keeper.WaitAsync(Cancel);
        await Keeper.DisposeAsync().Soon();
        await Keeper.DisposeAsync().Soon();

        Assert.Equal("Closed", Events.All[^1]);
        Assert.Empty(Broker.ConnectedClients);
        Assert.Null(Keeper.Session);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => waiting.Soon());
        Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("Closed", Events.All[^1]);
    }
}
