using MessagePack;

namespace Home;

/// <summary>The target is not one that a room can be kept at.</summary>
/// <param name="Asked">What was asked for.</param>
/// <param name="Lowest">The lowest target there is.</param>
/// <param name="Highest">The highest.</param>
[MessagePackObject]
public sealed record OutOfRange(
    [property: Key(0)] double Asked,
    [property: Key(1)] double Lowest,
    [property: Key(2)] double Highest);
