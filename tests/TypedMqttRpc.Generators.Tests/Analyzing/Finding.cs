using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace TypedMqttRpc.Generators.Tests.Analyzing;

/// <summary>A rule that is broken in a line.</summary>
internal readonly partial record struct Finding(string File, int Line, string Rule) : IComparable<Finding>
{
    public static Finding Of(Diagnostic diagnostic) =>
        new(Path.GetFileName(diagnostic.Location.SourceTree?.FilePath ?? "nowhere"), diagnostic.Location.GetLineSpan().StartLinePosition.Line + 1, diagnostic.Id);

    /// <summary>The rules that lines of the source name at their ends, where the compiler reads them.</summary>
    public static IEnumerable<Finding> MarkedIn(SyntaxTree source) =>
        from comment in source.GetRoot(TestContext.Current.CancellationToken).DescendantTrivia()
        where Marker().IsMatch(comment.ToString())
        from rule in comment.ToString().TrimStart('/').Split(' ', StringSplitOptions.RemoveEmptyEntries)
        select new Finding(Path.GetFileName(source.FilePath), comment.GetLocation().GetLineSpan().StartLinePosition.Line + 1, rule);

    public int CompareTo(Finding other) => (File, Line, Rule).CompareTo((other.File, other.Line, other.Rule));

    [GeneratedRegex(@"^//( TMR\d{4})+$")]
    private static partial Regex Marker();
}
