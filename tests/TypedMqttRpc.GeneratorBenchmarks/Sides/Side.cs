namespace TypedMqttRpc.GeneratorBenchmarks.Sides;

/// <summary>A generator, and what people write for it.</summary>
internal abstract class Side
{
    /// <summary>What each file says in a comment, which means nothing to any generator.</summary>
    public const string Comment = "// Kept in step with the plant";

    public abstract string Name { get; }

    /// <summary>What its user calls the things that something is generated for.</summary>
    public abstract string Unit { get; }

    /// <summary>The assemblies that a project gets with the package.</summary>
    public abstract IReadOnlyList<string> Assemblies { get; }

    /// <summary>The name of a member in <see cref="Source"/>, which what is generated repeats.</summary>
    public abstract string Member { get; }

    /// <summary>The file for one unit: about as many members, of about the same types, on every side.</summary>
    public abstract string Source(int number);

    protected static string Compared(string file) => Path.Combine(AppContext.BaseDirectory, "Compared", file);
}
