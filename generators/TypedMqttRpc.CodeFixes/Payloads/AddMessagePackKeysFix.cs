using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using TypedMqttRpc.Generators.Reading;

namespace TypedMqttRpc.CodeFixes.Payloads;

/// <summary>Adds <c>[MessagePackObject]</c> to a type, and a key to each of its members.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AddMessagePackKeysFix))]
internal sealed class AddMessagePackKeysFix() : ContractFix(Rules.NoFormatter)
{
    /// <inheritdoc/>
    protected override IEnumerable<FixOffer> Offers(FixSite site)
    {
        // Keys are counted through a whole hierarchy, and through all parts; those are left to a person.
        if (site.DeclaredElsewhere() is TypeDeclarationSyntax declaration
            && site.Declared(declaration) is INamedTypeSymbol { DeclaringSyntaxReferences.Length: 1, BaseType.SpecialType: SpecialType.System_Object or SpecialType.System_ValueType } type
            && MessagePackMembers.KeysOf(type, site.Known.MessagePack) is { } keys)
        {
            yield return new FixOffer($"Add [MessagePackObject] and keys to '{type.Name}'", nameof(AddMessagePackKeysFix), [declaration, .. keys.Keys], (editor, target) =>
                editor.ReplaceNode(target, (current, generator) => current switch
                {
                    TypeDeclarationSyntax whole when target == declaration => whole.With(ObjectAttribute(site, generator, type)),
                    ParameterSyntax parameter => parameter.WithOfProperty(MemberAttribute(site, generator, keys[target])),
                    _ => ((MemberDeclarationSyntax)current).With(MemberAttribute(site, generator, keys[target])),
                }));
        }
    }

    /// <summary>MessagePack leaves alone what is not public, unless it is allowed not to.</summary>
    private static AttributeSyntax ObjectAttribute(FixSite site, SyntaxGenerator generator, INamedTypeSymbol type)
    {
        AttributeArgumentSyntax[] arguments = IsPublic(type)
            ? []
            : [SyntaxFactory.AttributeArgument(SyntaxFactory.NameEquals("AllowPrivate"), nameColon: null, (ExpressionSyntax)generator.TrueLiteralExpression())];
        return Attributes.Create(generator, site.Type("MessagePack.MessagePackObjectAttribute")!, arguments);
    }

    private static AttributeSyntax MemberAttribute(FixSite site, SyntaxGenerator generator, int? key) => key is { } number
        ? Attributes.Create(generator, site.Type("MessagePack.KeyAttribute")!, SyntaxFactory.AttributeArgument((ExpressionSyntax)generator.LiteralExpression(number)))
        : Attributes.Create(generator, site.Type("MessagePack.IgnoreMemberAttribute")!);

    private static bool IsPublic(INamedTypeSymbol type) =>
        type.DeclaredAccessibility == Accessibility.Public && (type.ContainingType is null || IsPublic(type.ContainingType));
}
