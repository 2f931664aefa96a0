using MessagePack;

namespace TypedMqttRpc.BrokerTests.Contracts;

public enum Colour
{
    Red,
    Green = 7,
}

[MessagePackObject]
public sealed record Reading([property: Key(0)] string DeviceId, [property: Key(1)] double Value, [property: Key(2)] DateTime At);

/// <summary>Something that nests.</summary>
[MessagePackObject]
public sealed class Tree
{
    [Key(0)]
    public Tree? Child { get; set; }
}

/// <summary>Every kind of result and of parameter.</summary>
[MqttService("test/values")]
public partial interface IValues
{
    Task RememberAsync(string text, CancellationToken cancellationToken = default);

    Task<string> RecallAsync();

    ValueTask ForgetAsync();

    ValueTask<int> AddAsync(int left, int right = 10, int more = 100, CancellationToken cancellationToken = default);

    ValueTask<string?> SameAsync(string? text);

    ValueTask<int?> SameNumberAsync(int? number = null);

    ValueTask<string> DescribeAsync(
        bool flag, byte small, long large, double real, decimal money, string text, Guid id, DateTime at, TimeSpan span, Colour colour, int[] numbers, Reading reading, string? nothing = null);

    Task<Reading> ReadAsync(string deviceId);

    ValueTask<byte[]> EchoAsync(byte[] bytes);

    ValueTask<int> DepthAsync(Tree tree);
}

internal sealed class Values : IValues
{
    private string _text = "nothing";

    public Task RememberAsync(string text, CancellationToken cancellationToken = default)
    {
        _text = text;
        return Task.CompletedTask;
    }

    public async Task<string> RecallAsync()
    {
        await Task.Yield();
        return _text;
    }

    public ValueTask ForgetAsync()
    {
        _text = "nothing";
        return ValueTask.CompletedTask;
    }

    public ValueTask<int> AddAsync(int left, int right = 10, int more = 100, CancellationToken cancellationToken = default) => new(left + right + more);

    public ValueTask<string?> SameAsync(string? text) => new(text);

    public ValueTask<int?> SameNumberAsync(int? number = null) => new(number);

    public ValueTask<string> DescribeAsync(
        bool flag, byte small, long large, double real, decimal money, string text, Guid id, DateTime at, TimeSpan span, Colour colour, int[] numbers, Reading reading, string? nothing = null) =>
        new(FormattableString.Invariant(
            $"{flag} {small} {large} {real} {money} {text} {id} {at:O} {span} {colour} {string.Join('+', numbers)} {reading.DeviceId}={reading.Value} {nothing ?? "null"}"));

    public Task<Reading> ReadAsync(string deviceId) => Task.FromResult(new Reading(deviceId, 21.5, DateTime.UnixEpoch));

    public ValueTask<byte[]> EchoAsync(byte[] bytes) => new(bytes);

    public ValueTask<int> DepthAsync(Tree tree) => new(tree.Child is { } child ? 1 + DepthAsync(child).Result : 1);
}
