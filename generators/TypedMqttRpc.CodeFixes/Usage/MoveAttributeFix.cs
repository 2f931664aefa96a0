using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TypedMqttRpc.Generators.Reading;

namespace TypedMqttRpc.CodeFixes.Usage;

/// <summary>Moves <c>[MqttMethod]</c> from the method of a class to the one of the service that it implements.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MoveAttributeFix))]
internal sealed class MoveAttributeFix() : ContractFix(Rules.NoEffect)
{
    /// <inheritdoc/>
    protected override IEnumerable<FixOffer> Offers(FixSite site)
    {
        if (site.Token.Parent?.FirstAncestorOrSelf<AttributeSyntax>() is { Parent: AttributeListSyntax { Parent: MethodDeclarationSyntax method } } attribute
            && site.Declared(method) is IMethodSymbol implementation
            && site.SyntaxOf(site.Known.FindMethod(implementation)) == attribute
            && FindImplemented(implementation, site.Known) is { } member
            && site.Known.FindMethod(member) is null
            && site.PartsOf<MethodDeclarationSyntax>(member) is [var declaration])
        {
            string title = $"Move [{attribute.Name}] to '{member.ContainingType.Name}.{member.Name}'";
            yield return new FixOffer(title, nameof(MoveAttributeFix), [attribute, declaration], (editor, target) => editor.ReplaceNode(
                target == attribute ? method : target,
                (current, generator) => target == attribute
                    ? ((MethodDeclarationSyntax)current).Without(attribute)
                    : ((MethodDeclarationSyntax)current).With(Attributes.Create(generator, site.Type(Attributes.Method)!, [.. attribute.ArgumentList?.Arguments.AsEnumerable() ?? []]))));
        }
    }

    private static IMethodSymbol? FindImplemented(IMethodSymbol implementation, KnownTypes known) => implementation.ContainingType.AllInterfaces
        .Where(type => known.FindService(type) is not null)
        .SelectMany(type => type.GetMembers().OfType<IMethodSymbol>())
        .FirstOrDefault(member => SymbolEqualityComparer.Default.Equals(implementation.ContainingType.FindImplementationForInterfaceMember(member), implementation));
}
