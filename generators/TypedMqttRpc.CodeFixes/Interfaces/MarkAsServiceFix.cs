using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using TypedMqttRpc.Generators.Reading;

namespace TypedMqttRpc.CodeFixes.Interfaces;

/// <summary>Makes an interface a service: the attribute, with a topic to think about, and <c>partial</c>.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MarkAsServiceFix))]
internal sealed class MarkAsServiceFix() : ContractFix(Rules.InheritsNoService, Rules.NoService, Rules.NoEffect)
{
    /// <inheritdoc/>
    protected override IEnumerable<FixOffer> Offers(FixSite site)
    {
        INamedTypeSymbol[] types = [.. TypesAt(site).Where(type => LacksService(type, site.Known))];
        TypeDeclarationSyntax[] declarations = [.. types.Where(type => KnowsLibrary(type, site)).Select(site.PartsOf<InterfaceDeclarationSyntax>).Where(parts => parts.Count > 0).Select(parts => parts[0])];
        if (declarations.Length == 0 || declarations.Length < types.Length)
        {
            yield break;
        }

        TypeDeclarationSyntax[] outer = [.. declarations.SelectMany(declaration => declaration.Ancestors().OfType<TypeDeclarationSyntax>())];
        string names = string.Join(", ", types.Select(type => $"'{type.Name}'"));
        yield return new FixOffer($"Make {names} a service", nameof(MarkAsServiceFix), [.. declarations, .. outer], (editor, target) =>
            editor.ReplaceNode(target, (current, generator) => declarations.Contains(target)
                ? Mark((TypeDeclarationSyntax)current, site, generator, ContractReader.WireNameOf(types[Array.IndexOf(declarations, target)]))
                : ((TypeDeclarationSyntax)current).WithPartial()));
    }

    /// <summary>What a contract inherits, what an entry of its base list brings along, the type that is named, or the one that a method is in.</summary>
    private static IEnumerable<INamedTypeSymbol> TypesAt(FixSite site)
    {
        if (site.Declaration<TypeDeclarationSyntax>() is { } declaration)
        {
            return ((INamedTypeSymbol)site.Declared(declaration)!).AllInterfaces;
        }

        if (site.Diagnostic.Id == Rules.NoEffect.Id)
        {
            return site.Token.Parent?.FirstAncestorOrSelf<InterfaceDeclarationSyntax>() is { } around ? [(INamedTypeSymbol)site.Declared(around)!] : [];
        }

        TypeSyntax? name = site.Token.Parent?.AncestorsAndSelf().OfType<TypeSyntax>().TakeWhile(type => type.SpanStart == site.Token.SpanStart).LastOrDefault();
        return name is not null && site.TypeOf(name) is INamedTypeSymbol type ? type.AllInterfaces.Prepend(type) : [];
    }

    private static bool LacksService(INamedTypeSymbol type, KnownTypes known) =>
        type.TypeKind == TypeKind.Interface
        && known.FindService(type) is null
        && !known.IsGeneratedInterface(type) && !known.IsDisposable(type) && !known.IsAsyncDisposable(type)
        && type.GetMembers().Any(member => member is { IsAbstract: true, IsStatic: false });

    /// <summary>The interface may be in a project that does without the library.</summary>
    private static bool KnowsLibrary(INamedTypeSymbol type, FixSite site) =>
        site.Type(Attributes.Service)?.ContainingAssembly is { } library
        && type.ContainingAssembly.Modules.Any(module => module.ReferencedAssemblies.Contains(library.Identity));

    private static TypeDeclarationSyntax Mark(TypeDeclarationSyntax declaration, FixSite site, SyntaxGenerator generator, string topic) => declaration
        .WithPartial()
        .With(Attributes.Create(generator, site.Type(Attributes.Service)!, SyntaxFactory.AttributeArgument((ExpressionSyntax)generator.LiteralExpression(topic))));
}
