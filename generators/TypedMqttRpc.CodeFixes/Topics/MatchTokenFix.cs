using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TypedMqttRpc.Generators.Reading;

namespace TypedMqttRpc.CodeFixes.Topics;

/// <summary>Gives a token and a parameter the same name: that of the parameter, or that of the token.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MatchTokenFix))]
internal sealed class MatchTokenFix() : ContractFix(Rules.TokenNearMiss)
{
    /// <inheritdoc/>
    protected override IEnumerable<FixOffer> Offers(FixSite site)
    {
        if (site.Declaration<ParameterSyntax>() is not { } parameter || !site.Diagnostic.Properties.TryGetValue(IssueProperties.Token, out string? token))
        {
            yield break;
        }

        string name = parameter.Identifier.ValueText;
        if (site.TemplateLiteral() is { } template && site.Declared(parameter)?.ContainingType is { } contract && !HasParameter(contract, token!))
        {
            yield return FixOffer.Replace($"Call the token '{{{name}}}'", $"{nameof(MatchTokenFix)}.Token", template, (current, generator) =>
                ((LiteralExpressionSyntax)generator.LiteralExpression(current.Token.ValueText.Replace($"{{{token}}}", $"{{{name}}}"))).WithTriviaFrom(current));
        }

        yield return FixOffer.Replace($"Call the parameter '{token}' in the declaration", $"{nameof(MatchTokenFix)}.Parameter", parameter, (current, _) =>
            current.WithIdentifier(SyntaxFactory.Identifier(token!).WithTriviaFrom(current.Identifier)));
    }

    /// <summary>A method that has the name already would miss its token in turn.</summary>
    private static bool HasParameter(INamedTypeSymbol contract, string name) =>
        contract.GetMembers().OfType<IMethodSymbol>().Any(method => method.Parameters.Any(parameter => parameter.Name == name));
}
