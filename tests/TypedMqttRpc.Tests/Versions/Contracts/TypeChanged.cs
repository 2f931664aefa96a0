using MessagePack;

namespace TypedMqttRpc.Tests.Versions.TypeChanged;

/// <summary>An argument has another type.</summary>
[MqttService("test/shop", Name = "Shop")]
public partial interface IShop
{
    ValueTask PingAsync(CancellationToken cancellationToken = default);

    [MqttMethod(Idempotent = true)]
    ValueTask<Receipt> OrderAsync(string item, int count, string price, CancellationToken cancellationToken = default);
}

[MessagePackObject]
public sealed record Receipt([property: Key(0)] string Text);

internal sealed class Shop : IShop
{
    public static ShopVersion Version { get; } = new(
        static (rpc, cancellationToken) => rpc.ServeAsync<IShop>(new Shop(), cancellationToken: cancellationToken),
        static (rpc, cancellationToken) => rpc.CreateClient<IShop>().PingAsync(cancellationToken),
        static async (rpc, cancellationToken) => (await rpc.CreateClient<IShop>().OrderAsync("tea", 2, "3", cancellationToken: cancellationToken)).Text);

    public ValueTask PingAsync(CancellationToken cancellationToken) => default;

    public ValueTask<Receipt> OrderAsync(string item, int count, string price, CancellationToken cancellationToken) => new(new Receipt($"{count} {item} at {price}"));
}
