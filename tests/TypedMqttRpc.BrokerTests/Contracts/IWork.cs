using MessagePack;

namespace TypedMqttRpc.BrokerTests.Contracts;

[MessagePackObject]
public sealed record OutOfRange([property: Key(0)] double Least, [property: Key(1)] double Most);

/// <summary>A service whose implementation is whatever the test says.</summary>
[MqttService("test/task")]
public partial interface IWork
{
    [RpcFault(typeof(OutOfRange))]
    ValueTask<string> RunAsync(string job, CancellationToken cancellationToken = default);

    [MqttMethod(TimeoutMs = 200)]
    ValueTask<string> RunBrieflyAsync(string job, CancellationToken cancellationToken = default);

    [MqttMethod(Qos = 0)]
    ValueTask<string> RunUnacknowledgedAsync(string job, CancellationToken cancellationToken = default);

    [MqttMethod(OneWay = true)]
    ValueTask TellAsync(string job, CancellationToken cancellationToken = default);
}

internal sealed class Work(Func<string, CancellationToken, ValueTask<string>> run) : IWork
{
    /// <summary>Answers with what it was asked.</summary>
    public static Work Echo { get; } = new((job, _) => new(job));

    /// <summary>Ends when its token fires.</summary>
    public static Work Endless { get; } = new(static (_, cancellationToken) =>
        new(new TaskCompletionSource<string>().Task.WaitAsync(cancellationToken)));

    /// <summary>Says when a job begins, and when its token fires, which is its only end.</summary>
    public static Work Until(Action<string> started, Action<string> cancelled) => new(async (job, cancellationToken) =>
    {
        started(job);
        try
        {
            return await Endless.RunAsync(job, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            cancelled(job);
            throw;
        }
    });

    public ValueTask<string> RunAsync(string job, CancellationToken cancellationToken = default) => run(job, cancellationToken);

    public ValueTask<string> RunBrieflyAsync(string job, CancellationToken cancellationToken = default) => run(job, cancellationToken);

    public ValueTask<string> RunUnacknowledgedAsync(string job, CancellationToken cancellationToken = default) => run(job, cancellationToken);

    public async ValueTask TellAsync(string job, CancellationToken cancellationToken = default) => await run(job, cancellationToken);
}
