namespace TypedMqttRpc.GeneratorBenchmarks.Measuring;

/// <summary>What is measured.</summary>
internal enum Work
{
    /// <summary>The first run, as in a build.</summary>
    Cold,

    /// <summary>A character in a file that nothing is generated for.</summary>
    Elsewhere,

    /// <summary>A character in a comment of a file that something is generated for.</summary>
    Comment,

    /// <summary>A character in the name of a member that generated code repeats.</summary>
    Member,

    /// <summary>The compiler's own checks of all files, generated ones included: something to hold the analyzers against.</summary>
    Compiler,

    /// <summary>The analyzers of the package over all files, after the compiler.</summary>
    Analyzers,
}
