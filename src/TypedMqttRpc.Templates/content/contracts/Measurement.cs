using MessagePack;

namespace Template._1;

/// <summary>What a sensor measured. Keys are for ever: a new property gets a new one.</summary>
/// <param name="Value">The value, in the unit of the sensor.</param>
/// <param name="At">When, in UTC.</param>
[MessagePackObject]
public sealed record Measurement(
    [property: Key(0)] double Value,
    [property: Key(1)] DateTime At);
