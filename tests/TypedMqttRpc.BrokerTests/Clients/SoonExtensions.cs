namespace TypedMqttRpc.BrokerTests.Clients;

/// <summary>Every wait of a test ends. The limit is far beyond what a loaded machine needs, so only what never comes reaches it.</summary>
internal static class SoonExtensions
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    /// <exception cref="TimeoutException">It did not end.</exception>
    public static Task Soon(this Task task) => task.WaitAsync(Limit, TestContext.Current.CancellationToken);

    /// <exception cref="TimeoutException">It did not end.</exception>
    public static Task<T> Soon<T>(this Task<T> task) => task.WaitAsync(Limit, TestContext.Current.CancellationToken);

    /// <exception cref="TimeoutException">It did not end.</exception>
    public static Task Soon(this ValueTask task) => task.AsTask().Soon();

    /// <exception cref="TimeoutException">It did not end.</exception>
    public static Task<T> Soon<T>(this ValueTask<T> task) => task.AsTask().Soon();
}
