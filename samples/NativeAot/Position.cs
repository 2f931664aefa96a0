namespace Plant;

/// <summary>A place in the cell, or the way from one to another.</summary>
/// <param name="X">Along the belt, in millimetres.</param>
/// <param name="Y">Across it.</param>
public readonly record struct Position(int X, int Y)
{
    public static Position operator +(Position from, Position by) => new(from.X + by.X, from.Y + by.Y);

    public override string ToString() => $"({X}, {Y})";
}
