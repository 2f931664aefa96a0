using MessagePack;

namespace TypedMqttRpc.Faults.Scenarios.Versions.Newer;

/// <summary>The same service, changed as services change.</summary>
[MqttService("faults/store")]
public partial interface IStore
{
    ValueTask<string> FindAsync(string key, int limit = 10, CancellationToken cancellationToken = default);

    ValueTask<string> MoveAsync(string key, string target, CancellationToken cancellationToken = default);

    ValueTask<Item> PutAsync(Item item, CancellationToken cancellationToken = default);

    ValueTask<string> ResizeAsync(string size, CancellationToken cancellationToken = default);

    ValueTask<string> WeighAsync(Load load, CancellationToken cancellationToken = default);

    ValueTask<string> CountAsync(CancellationToken cancellationToken = default);

    /// <summary>The older one has no such method.</summary>
    ValueTask<string> RenameAsync(string key, CancellationToken cancellationToken = default);
}

/// <summary>What is stored.</summary>
[MessagePackObject]
public sealed record Item([property: Key(0)] string Name, [property: Key(1)] int Count, [property: Key(2)] string? Note);

/// <summary>What is weighed.</summary>
[MessagePackObject]
public sealed record Load([property: Key(0)] string Weight);

/// <summary>Answers with what it understood.</summary>
internal sealed class Store(Action executed) : IStore
{
    public ValueTask<string> FindAsync(string key, int limit = 10, CancellationToken cancellationToken = default) => Answer($"find {key} {limit}");

    public ValueTask<string> MoveAsync(string key, string target, CancellationToken cancellationToken = default) => Answer($"move {key} {target}");

    public ValueTask<Item> PutAsync(Item item, CancellationToken cancellationToken = default)
    {
        executed();
        return new(item with { Count = item.Count + 1, Note = item.Note ?? "none" });
    }

    public ValueTask<string> ResizeAsync(string size, CancellationToken cancellationToken = default) => Answer(size);

    public ValueTask<string> WeighAsync(Load load, CancellationToken cancellationToken = default) => Answer(load.ToString());

    public ValueTask<string> CountAsync(CancellationToken cancellationToken = default) => Answer("seven");

    public ValueTask<string> RenameAsync(string key, CancellationToken cancellationToken = default) => Answer($"rename {key}");

    private ValueTask<string> Answer(string text)
    {
        executed();
        return new(text);
    }
}
