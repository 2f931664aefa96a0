using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;

namespace TypedMqttRpc.Generators.Reading;

/// <summary>What a contract may not do: an id, a title, and a sentence in which the reader fills the braces. An id is never given to another rule.</summary>
internal static partial class Rules
{
    private const string Category = "TypedMqttRpc";

    /// <summary>Where the page of each rule is, from the root of the repository.</summary>
    private const string Pages = "src/TypedMqttRpc/docs/diagnostics/";

    /// <summary>Every rule, by id.</summary>
    public static ImmutableArray<DiagnosticDescriptor> All => typeof(Rules).GetFields()
        .Select(constant => constant.GetValue(null))
        .OfType<DiagnosticDescriptor>()
        .OrderBy(rule => rule.Id, StringComparer.Ordinal)
        .ToImmutableArray();

    /// <summary>Those that are broken outside of a contract.</summary>
    public static ImmutableArray<DiagnosticDescriptor> OfUsage => ImmutableArray.Create(NoEffect, NoService, ClassInsteadOfService, RefusedOptions);

    /// <summary>Those that a member breaks by the topic of the contract it is in.</summary>
    public static ImmutableArray<DiagnosticDescriptor> OfTopics => ImmutableArray.Create(SameTopic, Overloaded, TokenNearMiss, TokenType, NullableToken);

    /// <summary>The rule's id and its sentence, as an unsupported member says it when it is called.</summary>
    public static string Describe(DiagnosticDescriptor rule, params object[] arguments) =>
        $"{rule.Id}: {string.Format(CultureInfo.InvariantCulture, rule.MessageFormat.ToString(CultureInfo.InvariantCulture), arguments)}.";

    private static DiagnosticDescriptor Create(string id, string title, string messageFormat, DiagnosticSeverity defaultSeverity, params string[] customTags) =>
        new(id, title, messageFormat, Category, defaultSeverity, isEnabledByDefault: true, description: null, $"{Pages}{id}.md", customTags);
}
