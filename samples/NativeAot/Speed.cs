namespace Plant;

/// <summary>How fast the arm moves.</summary>
public enum Speed
{
    /// <summary>People may be near.</summary>
    Slow,

    /// <summary>The cell is closed.</summary>
    Fast,
}
