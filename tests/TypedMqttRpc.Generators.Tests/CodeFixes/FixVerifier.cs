using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace TypedMqttRpc.Generators.Tests.CodeFixes;

/// <summary>Fixes a contract that breaks a rule once: alone, twice in one file, and in two files.</summary>
internal static class FixVerifier
{
    private const string Usings = """
        using System;
        using System.Threading;
        using System.Threading.Tasks;
        using MessagePack;
        using TypedMqttRpc;


        """;

    /// <param name="rule">The rule that is broken.</param>
    /// <param name="before">A contract; in its names stands <c>Lamp</c>, which becomes <c>Fan</c> in the second one.</param>
    /// <param name="after">The same, fixed.</param>
    /// <param name="key">Which of several offers; the first by default.</param>
    public static async Task VerifyAsync(string rule, [StringSyntax("c#-test")] string before, [StringSyntax("c#-test")] string after, string? key = null)
    {
        var alone = new FixableProject(rule, Usings + before);
        Assert.Equal([Usings + after], await alone.FixFirstAsync(key));
        Assert.Empty(await alone.ProblemsAsync());

        var twice = new FixableProject(rule, Twice(before));
        Assert.Equal([Twice(after)], await twice.FixAllAsync(FixAllScope.Document, key));
        Assert.Empty(await twice.ProblemsAsync());

        var files = new FixableProject(rule, Usings + before, Usings + Second(before));
        Assert.Equal([Usings + after, Usings + Second(after)], await files.FixAllAsync(FixAllScope.Project, key));
        Assert.Empty(await files.ProblemsAsync());
    }

    private static string Twice(string contract) => $"{Usings}{contract}\n\n{Second(contract)}";

    private static string Second(string contract) => contract.Replace("Lamp", "Fan").Replace("lamp", "fan");
}
