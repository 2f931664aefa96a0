using System.Globalization;
using MessagePack;

namespace Home;

/// <summary>What a thermostat measured.</summary>
/// <param name="DeviceId">Which one.</param>
/// <param name="Value">The temperature.</param>
/// <param name="Unit">In which unit.</param>
/// <param name="At">When, in UTC.</param>
[MessagePackObject]
public sealed record Reading(
    [property: Key(0)] string DeviceId,
    [property: Key(1)] double Value,
    [property: Key(2)] Unit Unit,
    [property: Key(3)] DateTime At)
{
    /// <summary>Such as <c>20.8 °C</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Value:0.0} {(Unit == Unit.Celsius ? "°C" : "°F")}");
}
