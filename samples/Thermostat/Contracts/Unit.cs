namespace Home;

/// <summary>A unit of temperature.</summary>
public enum Unit
{
    /// <summary>°C.</summary>
    Celsius,

    /// <summary>°F.</summary>
    Fahrenheit,
}
