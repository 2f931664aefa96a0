using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace TypedMqttRpc.Generators.Reading;

/// <summary>A project at one moment, to be compared with what it was before.</summary>
/// <remarks>It keeps nothing alive that the compiler owns, and no other version. Safe for use by several threads.</remarks>
internal sealed class ProjectVersion
{
    private static readonly ConditionalWeakTable<Compilation, ProjectVersion> All = new();

    private readonly WeakReference<Compilation> _compilation;

    /// <summary>What it was compared with: every contract asks about the same two.</summary>
    private readonly ConditionalWeakTable<ProjectVersion, object> _compared = new();

    private ProjectVersion(Compilation compilation) => _compilation = new(compilation);

    public static ProjectVersion Of(Compilation compilation) => All.GetValue(compilation, static one => new(one));

    /// <summary>
    /// Whether every symbol of the project is as it was in another version: what differs is inside of bodies, or in comments. That is what most of
    /// typing is. In doubt, and where the other version is forgotten, it is not.
    /// </summary>
    public bool DeclaresTheSameAs(ProjectVersion other) => ReferenceEquals(this, other) || (bool)_compared.GetValue(other, Compare);

    private object Compare(ProjectVersion other) =>
        _compilation.TryGetTarget(out Compilation? after)
        && other._compilation.TryGetTarget(out Compilation? before)
        && DeclareTheSame((CSharpCompilation)before, (CSharpCompilation)after);

    private static bool DeclareTheSame(CSharpCompilation before, CSharpCompilation after)
    {
        if (before.SyntaxTrees.Length != after.SyntaxTrees.Length
            || before.AssemblyName != after.AssemblyName
            || !before.Options.Equals(after.Options)
            || !before.ExternalReferences.SequenceEqual(after.ExternalReferences))
        {
            return false;
        }

        for (int i = 0; i < after.SyntaxTrees.Length; i++)
        {
            if (before.SyntaxTrees[i] != after.SyntaxTrees[i] && !DeclareTheSame(before.SyntaxTrees[i], after.SyntaxTrees[i]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The name of a file and its first comments tell the compiler whether it is generated, and so whether its types are nullable.</summary>
    private static bool DeclareTheSame(SyntaxTree before, SyntaxTree after) =>
        before.FilePath == after.FilePath
        && before.Options.Equals(after.Options)
        && SyntaxFactory.AreEquivalent(before, after, topLevel: true)
        && before.GetRoot().GetLeadingTrivia().ToFullString() == after.GetRoot().GetLeadingTrivia().ToFullString();
}
