using System.Globalization;
using MessagePack;

namespace TypedMqttRpc.Faults.Scenarios.Versions.Older;

/// <summary>A service before it was changed.</summary>
#pragma warning disable TMR0409 // Nobody serves both.
[MqttService("faults/store")]
public partial interface IStore
#pragma warning restore TMR0409
{
    /// <summary>The newer one has another parameter, which is optional.</summary>
    ValueTask<string> FindAsync(string key, CancellationToken cancellationToken = default);

    /// <summary>The newer one has another parameter, which is required.</summary>
    ValueTask<string> MoveAsync(string key, CancellationToken cancellationToken = default);

    /// <summary>The newer item has another member, both ways.</summary>
    ValueTask<Item> PutAsync(Item item, CancellationToken cancellationToken = default);

    /// <summary>The newer one has another type of parameter.</summary>
    ValueTask<string> ResizeAsync(int size, CancellationToken cancellationToken = default);

    /// <summary>A member of the newer argument has another type.</summary>
    ValueTask<string> WeighAsync(Load load, CancellationToken cancellationToken = default);

    /// <summary>The newer one has another type of result.</summary>
    ValueTask<int> CountAsync(CancellationToken cancellationToken = default);

    /// <summary>The newer one is gone.</summary>
    ValueTask<string> DropAsync(string key, CancellationToken cancellationToken = default);
}

/// <summary>What is stored.</summary>
[MessagePackObject]
public sealed record Item([property: Key(0)] string Name, [property: Key(1)] int Count);

/// <summary>What is weighed.</summary>
[MessagePackObject]
public sealed record Load([property: Key(0)] int Weight);

/// <summary>Answers with what it understood.</summary>
internal sealed class Store(Action executed) : IStore
{
    public ValueTask<string> FindAsync(string key, CancellationToken cancellationToken = default) => Answer($"find {key}");

    public ValueTask<string> MoveAsync(string key, CancellationToken cancellationToken = default) => Answer($"move {key}");

    public ValueTask<Item> PutAsync(Item item, CancellationToken cancellationToken = default)
    {
        executed();
        return new(item with { Count = item.Count + 1 });
    }

    public ValueTask<string> ResizeAsync(int size, CancellationToken cancellationToken = default) => Answer(size.ToString(CultureInfo.InvariantCulture));

    public ValueTask<string> WeighAsync(Load load, CancellationToken cancellationToken = default) => Answer(load.ToString());

    public ValueTask<int> CountAsync(CancellationToken cancellationToken = default)
    {
        executed();
        return new(7);
    }

    public ValueTask<string> DropAsync(string key, CancellationToken cancellationToken = default) => Answer($"drop {key}");

    private ValueTask<string> Answer(string text)
    {
        executed();
        return new(text);
    }
}
