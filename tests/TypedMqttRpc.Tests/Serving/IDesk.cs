using MessagePack;

namespace TypedMqttRpc.Tests.Serving;

/// <summary>What the tests of serving serve.</summary>
[MqttService("test/desk", Name = "Desk")]
public partial interface IDesk
{
    ValueTask<string> EchoAsync(string text, int times = 1, CancellationToken cancellationToken = default);

    [MqttMethod(MaxRequestBytes = 100)]
    ValueTask SmallAsync(byte[] data, CancellationToken cancellationToken = default);

    Task<string> TaskAsync(CancellationToken cancellationToken = default);

    [RpcFault(typeof(UnwritableDetail))]
    ValueTask FaultAsync(CancellationToken cancellationToken = default);

    [MqttMethod(OneWay = true)]
    ValueTask NoteAsync(string text);
}

/// <summary>A service whose callers are known.</summary>
[MqttService("test/vault", Name = "DeskVault", IdentifyCaller = true)]
public partial interface IDeskVault
{
    ValueTask<string> WhoAsync(CancellationToken cancellationToken = default);
}

/// <summary>A detail that the serializer cannot write.</summary>
[MessagePackObject]
public sealed class UnwritableDetail
{
    [Key(0)]
    public string Text
    {
        get => throw new InvalidOperationException("secret of the detail");
        set => _ = value;
    }
}

/// <summary>Does as the test says.</summary>
internal sealed class Desk : IDesk
{
    public Func<string, int, CancellationToken, ValueTask<string>> OnEcho { get; set; } = static (text, times, _) => new(string.Concat(Enumerable.Repeat(text, times)));

    public Func<Task<string>?> OnTask { get; set; } = static () => Task.FromResult("done");

    public Func<ValueTask> OnFault { get; set; } = static () => default;

    public Action<string> OnNote { get; set; } = static _ => { };

    public ValueTask<string> EchoAsync(string text, int times, CancellationToken cancellationToken) => OnEcho(text, times, cancellationToken);

    public ValueTask SmallAsync(byte[] data, CancellationToken cancellationToken) => default;

    public Task<string> TaskAsync(CancellationToken cancellationToken) => OnTask()!;

    public ValueTask FaultAsync(CancellationToken cancellationToken) => OnFault();

    public ValueTask NoteAsync(string text)
    {
        OnNote(text);
        return default;
    }
}
