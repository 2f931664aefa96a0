using System.Diagnostics;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace TypedMqttRpc.Generators.Tests.Analyzing;

/// <summary>Every rule is reported in the lines of the samples that name it, and nowhere else.</summary>
public partial class SampleTests
{
    [Fact]
    public async Task Each_rule_is_reported_where_its_sample_says_and_nothing_else()
    {
        CSharpCompilation samples = SampleProject.Compile(SampleProject.WithErrors);

        Assert.Equal(SampleProject.Marked(samples), SampleProject.Counted((await Analysis.RunAsync(samples)).Select(Finding.Of)));
    }

    [Fact]
    public async Task Where_the_compiler_says_CS0311_a_rule_says_why()
    {
        CSharpCompilation samples = SampleProject.Compile(SampleProject.WithErrors);
        Consumer.CreateDriver(Consumer.Newest).RunGeneratorsAndUpdateCompilation(samples, out Compilation complete, out _, TestContext.Current.CancellationToken);
        Finding[] errors = [.. complete.GetDiagnostics(TestContext.Current.CancellationToken).Where(static error => error.Severity == DiagnosticSeverity.Error).Select(Finding.Of).Order()];

        Assert.All(errors, static error => Assert.Equal("CS0311", error.Rule));
        Assert.Equal(
            SampleProject.Marked(samples).Where(static finding => finding.Rule is "TMR0701" or "TMR0702").Select(static finding => (finding.File, finding.Line)),
            errors.Select(static error => (error.File, error.Line)));
    }

    [Theory]
    [InlineData(LanguageVersion.CSharp10, true)]
    [InlineData(LanguageVersion.CSharp11, false)]
    public async Task An_old_language_is_reported(LanguageVersion language, bool isReported)
    {
        CSharpCompilation sample = SampleProject.CompileOldLanguage(language);

        Assert.Equal(isReported ? SampleProject.Marked(sample) : [], (await Analysis.RunAsync(sample, language)).Select(Finding.Of).Where(static finding => finding.Rule != "TMR0607"));
    }

    [Fact]
    public async Task A_build_on_the_command_line_succeeds_and_warns_of_the_same()
    {
        string output = await BuildAsync();

        IEnumerable<Finding> warnings = Warning().Matches(output)
            .Select(static match => new Finding(match.Groups["file"].Value, int.Parse(match.Groups["line"].ValueSpan, provider: null), match.Groups["rule"].Value))
            .Distinct();
        Assert.Equal(SampleProject.Marked(SampleProject.Compile()), warnings.Order());
    }

    /// <summary>Of the library and the generator, which these tests were built with, nothing is built again.</summary>
    private static async Task<string> BuildAsync()
    {
        string configuration = new DirectoryInfo(AppContext.BaseDirectory).Name;
        using var build = Process.Start(new ProcessStartInfo("dotnet")
        {
            ArgumentList =
            {
                "build", SampleProject.Directory, "-t:Rebuild", "-c", configuration == "release" ? "Release" : "Debug",
                "-p:BuildProjectReferences=false", "-nodeReuse:false", "-tl:off", "-nologo",
            },
            RedirectStandardOutput = true,
        })!;
        try
        {
            string output = await build.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromMinutes(4), TestContext.Current.CancellationToken);
            await build.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.True(build.ExitCode == 0, output);
            return output;
        }
        finally
        {
            if (!build.HasExited)
            {
                build.Kill(entireProcessTree: true);
            }
        }
    }

    [GeneratedRegex(@"(?<file>\w+\.cs)\((?<line>\d+),\d+\): warning (?<rule>\w+): ")]
    private static partial Regex Warning();
}
