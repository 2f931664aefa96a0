namespace TypedMqttRpc.Network;

/// <summary>
/// Finds out that a broker is gone although the connection looks open. MQTT clients ping only while they are silent, so that one which keeps
/// sending into a dead connection does not notice; this pings always.
/// </summary>
internal sealed class Liveness(TimeSpan keepAlive, TimeProvider time)
{
    private static readonly TimeSpan LongestInterval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(2);

    /// <summary>The last part of that limit.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(250);

    /// <summary>How often a ping that is overdue is excused because other packets still arrive: it may stand in a queue behind them.</summary>
    private const int Excuses = 4;

    /// <summary>Twice as often as the broker expects to hear something, whose own interval counts if it named one.</summary>
    public TimeSpan IntervalFor(LiveSession session)
    {
        TimeSpan half = (session.Limits.KeepAlive is { } wanted && wanted < keepAlive ? wanted : keepAlive) / 2;
        return half < LongestInterval ? half : LongestInterval;
    }

    /// <summary>Watches a connection; ends when it is dead.</summary>
    /// <returns>Why it counts as dead, as a sentence without its full stop.</returns>
    public async Task<string> WatchAsync(LiveSession session, CancellationToken cancellationToken)
    {
        TimeSpan interval = IntervalFor(session);
        while (true)
        {
            await Task.Delay(interval, time, cancellationToken).ConfigureAwait(false);
            if (!await IsAnsweredAsync(session, cancellationToken).ConfigureAwait(false))
            {
                return $"the broker did not answer a ping within {AnswerLimit.TotalSeconds:0} s";
            }
        }
    }

    private async Task<bool> IsAnsweredAsync(LiveSession session, CancellationToken cancellationToken)
    {
        Task ping = PingAsync(session);
        for (int excuses = 0; excuses <= Excuses; excuses++)
        {
            long received = session.ReceivedPackets;
            try
            {
                await WaitAsync(ping, cancellationToken).ConfigureAwait(false);
                return true;
            }
            catch (TimeoutException) when (session.ReceivedPackets != received)
            {
                // Something still arrives.
            }
            catch (Exception failure) when (failure is TimeoutException or MqttConnectionLostException)
            {
                return false;
            }
        }

        return false;
    }

    /// <summary>
    /// In a process whose thread pool is full, time-outs get the few threads there are before anything else does. So the last part of the wait begins
    /// only when the pool has come to what it was given before, and the later that is the longer it is: an answer that had arrived is found then.
    /// </summary>
    private async Task WaitAsync(Task ping, CancellationToken cancellationToken)
    {
        long begin = time.GetTimestamp();
        try
        {
            await ping.WaitAsync(AnswerLimit - Grace, time, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            await PoolTurnAsync().ConfigureAwait(false);
            TimeSpan late = time.GetElapsedTime(begin) - (AnswerLimit - Grace);
            await ping.WaitAsync(late < Grace ? Grace : late < AnswerLimit ? late : AnswerLimit, time, cancellationToken).ConfigureAwait(false);
        }
    }

    private static Task PoolTurnAsync()
    {
        var turn = new TaskCompletionSource();
        ThreadPool.UnsafeQueueUserWorkItem(static turn => turn.SetResult(), turn, preferLocal: false);
        return turn.Task;
    }

    private static Task PingAsync(LiveSession session)
    {
        Task ping = session.PingAsync();

        // Given up, it fails when the connection is closed, and then nobody looks.
        _ = ping.ContinueWith(static ping => ping.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        return ping;
    }
}
