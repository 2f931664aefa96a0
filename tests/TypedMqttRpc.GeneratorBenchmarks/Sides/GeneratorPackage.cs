using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace TypedMqttRpc.GeneratorBenchmarks.Sides;

/// <summary>The generators and analyzers of a side, loaded as the compiler does.</summary>
internal sealed class GeneratorPackage : IAnalyzerAssemblyLoader
{
    private readonly AnalyzerFileReference[] _files;

    public GeneratorPackage(Side side)
    {
        _files = [.. side.Assemblies.Select(path => new AnalyzerFileReference(path, this))];
        foreach (AnalyzerFileReference file in _files)
        {
            file.AnalyzerLoadFailed += static (sender, failure) =>
                throw new InvalidOperationException($"'{((AnalyzerFileReference)sender!).FullPath}' could not be loaded: {failure.Message}", failure.Exception);
        }

        Analyzers = [.. _files.SelectMany(static file => file.GetAnalyzers(LanguageNames.CSharp))];
    }

    /// <summary>All that report something; none where there are only generators.</summary>
    public ImmutableArray<DiagnosticAnalyzer> Analyzers { get; }

    /// <summary>A driver that has run nothing yet, set up as in a build.</summary>
    public GeneratorDriver CreateDriver() =>
        CSharpGeneratorDriver.Create(_files.SelectMany(static file => file.GetGenerators(LanguageNames.CSharp)), parseOptions: Solution.ParseOptions);

    public void AddDependencyLocation(string fullPath)
    {
    }

    public Assembly LoadFromPath(string fullPath) => Assembly.LoadFrom(fullPath);
}
