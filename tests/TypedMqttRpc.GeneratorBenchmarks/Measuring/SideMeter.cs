using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using TypedMqttRpc.GeneratorBenchmarks.Sides;

namespace TypedMqttRpc.GeneratorBenchmarks.Measuring;

/// <summary>Measures a side again and again; every repetition begins with sources that no compiler has seen.</summary>
internal sealed class SideMeter(Side side, BenchmarkArguments arguments)
{
    private const int FilesToWarmUp = 50;

    private readonly GeneratorPackage _package = new(side);
    private readonly List<(Work Work, Sample Sample)> _samples = [];
    private int _strokes;

    public Side Side => side;

    public IReadOnlyList<Sample> Of(Work work) => [.. _samples.Where(one => one.Work == work).Select(static one => one.Sample)];

    /// <summary>Lets the code run hot; the analyzers on a few files, since they take long.</summary>
    public async Task WarmUpAsync()
    {
        Repeat();
        await AnalyzeAsync(new Solution(side, FilesToWarmUp));
        _samples.Clear();
    }

    /// <summary>Measures the analyzers over all files.</summary>
    public Task AnalyzeAsync() => AnalyzeAsync(new Solution(side, arguments.Units));

    /// <summary>Measures the generator.</summary>
    public void Repeat()
    {
        var solution = new Solution(side, arguments.Units);
        GC.Collect();
        GeneratorDriver driver = Measure(Work.Cold, _package.CreateDriver(), solution);
        for (int i = 0; i < arguments.Keystrokes; i++)
        {
            // Any unit will do, but not always the one whose symbols the compiler has just made.
            int unit = ++_strokes * 37 % arguments.Units;
            solution.TypeElsewhere();
            driver = Measure(Work.Elsewhere, driver, solution);
            solution.TypeInComment(unit);
            driver = Measure(Work.Comment, driver, solution);
            solution.TypeInMember(unit);
            driver = Measure(Work.Member, driver, solution);
        }
    }

    private GeneratorDriver Measure(Work work, GeneratorDriver driver, Solution solution)
    {
        HashSet<SourceText> before = [.. FilesOf(driver)];
        GeneratorDriver after = driver;
        Sample sample = Sample.Of(() => after = driver.RunGenerators(solution.Compilation));
        _samples.Add((work, sample with { Files = FilesOf(after).Count(file => !before.Contains(file)) }));
        return after;
    }

    /// <summary>A file that is not written anew is the same object, whoever wrote it.</summary>
    private static IEnumerable<SourceText> FilesOf(GeneratorDriver driver) =>
        driver.GetRunResult().Results.SelectMany(static result => result.GeneratedSources.IsDefault ? [] : result.GeneratedSources).Select(static source => source.SourceText);

    private async Task AnalyzeAsync(Solution solution)
    {
        _package.CreateDriver().RunGeneratorsAndUpdateCompilation(solution.Compilation, out Compilation complete, out _);
        GC.Collect();
        _samples.Add((Work.Compiler, Sample.Of(() => ThrowOnErrors([.. complete.GetDiagnostics()]))));
        if (_package.Analyzers.IsEmpty)
        {
            return;
        }

        CompilationWithAnalyzers analysis = complete.WithAnalyzers(_package.Analyzers, new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([]), onAnalyzerException: null, concurrentAnalysis: false, logAnalyzerExecutionTime: true));
        Sample whole = Sample.Of(() => ThrowOnErrors([.. analysis.GetAnalyzerDiagnosticsAsync().GetAwaiter().GetResult()]));
        TimeSpan own = TimeSpan.Zero;
        foreach (DiagnosticAnalyzer analyzer in _package.Analyzers)
        {
            own += (await analysis.GetAnalyzerTelemetryInfoAsync(analyzer, default)).ExecutionTime;
        }

        _samples.Add((Work.Analyzers, whole with { Milliseconds = own.TotalMilliseconds }));
    }

    private void ThrowOnErrors(IReadOnlyList<Diagnostic> found)
    {
        if (found.FirstOrDefault(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error || diagnostic.Id == "AD0001") is { } error)
        {
            throw new InvalidOperationException($"The sources of {side.Name} do not compile: {error}");
        }
    }
}
