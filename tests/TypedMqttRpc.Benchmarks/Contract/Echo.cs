namespace TypedMqttRpc.Benchmarks.Contract;

/// <summary>What all sides do with a parcel: count it and give it back.</summary>
internal sealed class Echo : IEcho
{
    private static readonly TaskCompletionSource Released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private static long _calls;

    public static long Calls => Volatile.Read(ref _calls);

    public static Parcel Answer(Parcel parcel)
    {
        Interlocked.Increment(ref _calls);
        return parcel;
    }

    /// <summary>Lets calls go that are held, and those that come later.</summary>
    public static void Release() => Released.TrySetResult();

    public static void AddCalls(int calls) => Interlocked.Add(ref _calls, calls);

    public ValueTask<Parcel> EchoAsync(Parcel parcel, CancellationToken cancellationToken = default) => new(Answer(parcel));

    public Task<Parcel> EchoTaskAsync(Parcel parcel, CancellationToken cancellationToken = default) => Task.FromResult(Answer(parcel));

    public ValueTask<Parcel> EchoContextAsync(Parcel parcel, CancellationToken cancellationToken = default) =>
        RpcContext.Current is { Topic.Length: > 0 } ? new(Answer(parcel)) : throw new InvalidOperationException("The handler has no context.");

    public async ValueTask<Parcel> HoldAsync(Parcel parcel, CancellationToken cancellationToken = default)
    {
        await Released.Task.WaitAsync(cancellationToken);
        return Answer(parcel);
    }
}
