namespace TypedMqttRpc.Tests.Support;

/// <summary>Waits with a deadline: a test whose event never comes fails by itself instead of hanging the run.</summary>
internal static class Waiting
{
    /// <summary>Far more than any event takes, even on a busy machine; only a test that fails waits as long.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    public static Task Soon(this Task task) => task.WaitAsync(Limit, TestContext.Current.CancellationToken);

    public static Task<T> Soon<T>(this Task<T> task) => task.WaitAsync(Limit, TestContext.Current.CancellationToken);

    public static Task Soon(this ValueTask task) => task.AsTask().Soon();

    public static Task<T> Soon<T>(this ValueTask<T> task) => task.AsTask().Soon();

    /// <summary>Waits for a condition that raises no event. The pause only gives the processor away; nothing depends on its length.</summary>
    public static async Task Until(Func<bool> condition, string what)
    {
        long started = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started) < Limit, $"{what} did not come about.");
            await Task.Delay(1, TestContext.Current.CancellationToken);
        }
    }
}
