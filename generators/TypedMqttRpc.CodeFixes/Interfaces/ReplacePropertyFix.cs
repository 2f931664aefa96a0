using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using TypedMqttRpc.Generators.Reading;

namespace TypedMqttRpc.CodeFixes.Interfaces;

/// <summary>Replaces a property by the methods that its accessors stand for. Who implements or reads the property, the compiler then names.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ReplacePropertyFix))]
internal sealed class ReplacePropertyFix() : ContractFix(Rules.Property)
{
    /// <inheritdoc/>
    protected override IEnumerable<FixOffer> Offers(FixSite site)
    {
        if (site.Declaration<PropertyDeclarationSyntax>() is not { } property
            || site.Declared(property) is not IPropertySymbol symbol
            || Accessors(symbol).Any(accessor => IsTaken(symbol, accessor.Name)))
        {
            yield break;
        }

        string names = string.Join(" and ", Accessors(symbol).Select(accessor => $"'{accessor.Name}'"));
        yield return new FixOffer($"Replace '{symbol.Name}' with {names}", nameof(ReplacePropertyFix), [property], (editor, _) =>
        {
            MethodDeclarationSyntax[] methods = [.. Accessors(symbol).Select(accessor => Method(site, editor.Generator, accessor, property.Type))];
            methods[0] = methods[0].WithLeadingTrivia(property.GetLeadingTrivia());
            methods[methods.Length - 1] = methods[methods.Length - 1].WithTrailingTrivia(property.GetTrailingTrivia());
            editor.InsertAfter(property, methods.Skip(1));
            editor.ReplaceNode(property, methods[0]);
        });
    }

    private static IEnumerable<(string Name, bool IsGetter)> Accessors(IPropertySymbol property)
    {
        if (property.GetMethod is not null)
        {
            yield return ($"Get{property.Name}Async", true);
        }

        if (property.SetMethod is not null)
        {
            yield return ($"Set{property.Name}Async", false);
        }
    }

    private static bool IsTaken(IPropertySymbol property, string name) => property.ContainingType.GetMembers(name).Length > 0;

    private static MethodDeclarationSyntax Method(FixSite site, SyntaxGenerator generator, (string Name, bool IsGetter) accessor, TypeSyntax declared)
    {
        TypeSyntax type = (declared is RefTypeSyntax reference ? reference.Type : declared).WithoutTrivia();
        ParameterSyntax cancellationToken = Signatures.CancellationToken(site, generator, "cancellationToken");
        return accessor.IsGetter
            ? Method(generator, accessor.Name, Signatures.TaskOf(site, generator, Signatures.Task, type), cancellationToken)
            : Method(generator, accessor.Name, Signatures.TaskOf(site, generator, Signatures.Task, result: null), generator.ParameterDeclaration("value", type), cancellationToken);
    }

    private static MethodDeclarationSyntax Method(SyntaxGenerator generator, string name, TypeSyntax returns, params SyntaxNode[] parameters) =>
        ((MethodDeclarationSyntax)generator.MethodDeclaration(name, parameters, returnType: returns))
        .WithBody(null)
        .WithSemicolonToken(SyntaxFactory.Token(SyntaxKind.SemicolonToken));
}
