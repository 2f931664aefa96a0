using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace TypedMqttRpc.CodeFixes;

/// <summary>Changes the modifiers of declarations; comments and indentation stay where they are.</summary>
internal static class Modifiers
{
    public static bool IsPartial(this TypeDeclarationSyntax declaration) => declaration.Modifiers.Any(SyntaxKind.PartialKeyword);

    /// <summary>Adds <c>partial</c>, which comes last, unless it is there.</summary>
    public static TypeDeclarationSyntax WithPartial(this TypeDeclarationSyntax declaration) =>
        declaration.IsPartial() ? declaration : declaration.With(modifiers => modifiers.Add(Keyword(SyntaxKind.PartialKeyword)));

    /// <summary>Puts an accessibility, which comes first, in the place of the one that is there.</summary>
    public static TDeclaration WithAccessibility<TDeclaration>(this TDeclaration declaration, params SyntaxKind[] accessibility)
        where TDeclaration : MemberDeclarationSyntax => declaration.With(modifiers =>
            SyntaxFactory.TokenList(accessibility.Select(Keyword).Concat(modifiers.Where(modifier => !IsAccessibility(modifier)))));

    private static bool IsAccessibility(SyntaxToken modifier) =>
        SyntaxFacts.IsAccessibilityModifier(modifier.Kind()) || modifier.IsKind(SyntaxKind.FileKeyword);

    private static SyntaxToken Keyword(SyntaxKind kind) => SyntaxFactory.Token(kind).WithTrailingTrivia(SyntaxFactory.Space);

    private static TDeclaration With<TDeclaration>(this TDeclaration declaration, Func<SyntaxTokenList, SyntaxTokenList> change)
        where TDeclaration : MemberDeclarationSyntax
    {
        SyntaxToken first = FirstAfterAttributes(declaration);
        declaration = declaration.ReplaceToken(first, first.WithLeadingTrivia());
        declaration = (TDeclaration)declaration.WithModifiers(change(declaration.Modifiers));
        SyntaxToken now = FirstAfterAttributes(declaration);
        return declaration.ReplaceToken(now, now.WithLeadingTrivia(first.LeadingTrivia));
    }

    private static SyntaxToken FirstAfterAttributes(MemberDeclarationSyntax declaration) => declaration.AttributeLists.Count == 0
        ? declaration.GetFirstToken()
        : declaration.AttributeLists.Last().GetLastToken().GetNextToken();
}
