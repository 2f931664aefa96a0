using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using TypedMqttRpc.GeneratorBenchmarks.Sides;

namespace TypedMqttRpc.GeneratorBenchmarks;

/// <summary>A side's sources as the compiler has them, and somebody who types in them.</summary>
internal sealed class Solution
{
    private const string Elsewhere = """
        public static class Program
        {
            public static int Twice(int number) => number + number; // twice
        }
        """;

    private static readonly MetadataReference[] References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(static path => IsForConsumers(Path.GetFileName(path)))
            .Select(static path => MetadataReference.CreateFromFile(path)),
    ];

    private readonly Side _side;
    private readonly SyntaxTree[] _units;
    private SyntaxTree _elsewhere;

    public Solution(Side side, int units)
    {
        _side = side;
        _units = [.. Enumerable.Range(0, units).Select(number => Parse(side.Source(number), $"Unit{number}.cs"))];
        _elsewhere = Parse(Elsewhere, "Program.cs");
        Compilation = CSharpCompilation.Create(
            "Plant",
            [.. _units, _elsewhere],
            References,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary).WithNullableContextOptions(NullableContextOptions.Enable));
    }

    public static CSharpParseOptions ParseOptions { get; } = new(LanguageVersion.Latest);

    public CSharpCompilation Compilation { get; private set; }

    /// <summary>Types one more character where no generator looks.</summary>
    public void TypeElsewhere() => Type(ref _elsewhere, "// twice");

    /// <summary>Types one more character into a comment above a unit.</summary>
    public void TypeInComment(int unit) => Type(ref _units[unit], Side.Comment);

    /// <summary>Types one more character into the name of a unit's member.</summary>
    public void TypeInMember(int unit) => Type(ref _units[unit], _side.Member[..^1]);

    private void Type(ref SyntaxTree file, string after)
    {
        SourceText text = file.GetText();
        int place = text.ToString().IndexOf(after, StringComparison.Ordinal) + after.Length;
        SyntaxTree changed = file.WithChangedText(text.WithChanges(new TextChange(new TextSpan(place, 0), "x")));
        Compilation = Compilation.ReplaceSyntaxTree(file, changed);
        file = changed;
    }

    private static SyntaxTree Parse(string source, string path) => CSharpSyntaxTree.ParseText(source, ParseOptions, path);

    private static bool IsForConsumers(string name) =>
        name.StartsWith("System.", StringComparison.Ordinal)
        || name.StartsWith("MessagePack", StringComparison.Ordinal)
        || name.StartsWith("ReactiveUI.", StringComparison.Ordinal)
        || name is "netstandard.dll" or "TypedMqttRpc.dll" or "Refit.dll";
}
