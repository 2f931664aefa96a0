using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TypedMqttRpc.Generators.Reading;

namespace TypedMqttRpc.CodeFixes;

/// <summary>Where a diagnostic is, and what the compiler knows there.</summary>
internal sealed class FixSite
{
    private readonly CancellationToken _cancellationToken;

    private FixSite(Solution solution, SemanticModel model, Diagnostic diagnostic, SyntaxToken token, CancellationToken cancellationToken)
    {
        Solution = solution;
        Model = model;
        Diagnostic = diagnostic;
        Token = token;
        Known = KnownTypes.Of(model.Compilation);
        _cancellationToken = cancellationToken;
    }

    public Solution Solution { get; }

    public SemanticModel Model { get; }

    public Diagnostic Diagnostic { get; }

    /// <summary>The first token that the diagnostic underlines; mostly the identifier of a declaration.</summary>
    public SyntaxToken Token { get; }

    public KnownTypes Known { get; }

    /// <summary>Looks at a diagnostic; <see langword="null"/> if no document shows it.</summary>
    public static async Task<FixSite?> FindAsync(Solution solution, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        if (solution.GetDocument(diagnostic.Location.SourceTree) is not { } document
            || await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false) is not { } root
            || await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false) is not { } model)
        {
            return null;
        }

        return new FixSite(solution, model, diagnostic, root.FindToken(diagnostic.Location.SourceSpan.Start), cancellationToken);
    }

    /// <summary>The declaration whose identifier is underlined, if it is one of that kind.</summary>
    public TDeclaration? Declaration<TDeclaration>()
        where TDeclaration : SyntaxNode => Token.Parent as TDeclaration;

    /// <summary>What the declaration declares.</summary>
    public ISymbol? Declared(SyntaxNode declaration) => Model.Compilation.GetSemanticModel(declaration.SyntaxTree).GetDeclaredSymbol(declaration, _cancellationToken);

    /// <summary>What is underlined as a whole.</summary>
    public SyntaxNode? Place() => Token.Parent?.AncestorsAndSelf().TakeWhile(node => node.Span.Start == Token.SpanStart).FirstOrDefault(node => node.Span == Diagnostic.Location.SourceSpan);

    /// <summary>The declaration of what the diagnostic is about, if that is not where it is shown.</summary>
    public SyntaxNode? DeclaredElsewhere() => Diagnostic.AdditionalLocations.FirstOrDefault() is { SourceTree: { } tree } place && Solution.GetDocument(tree) is not null
        ? tree.GetRoot(_cancellationToken).FindToken(place.SourceSpan.Start).Parent
        : null;

    /// <summary>The type that the node names.</summary>
    public ITypeSymbol? TypeOf(SyntaxNode node) => Model.GetTypeInfo(node, _cancellationToken).Type;

    /// <summary>A type that the project references.</summary>
    public INamedTypeSymbol? Type(string metadataName) => Model.Compilation.GetTypeByMetadataName(metadataName);

    /// <summary>The parts of a declaration that stand in a document of the solution, and so can be changed.</summary>
    public IReadOnlyList<TDeclaration> PartsOf<TDeclaration>(ISymbol symbol)
        where TDeclaration : SyntaxNode =>
    [
        .. symbol.DeclaringSyntaxReferences
            .Where(reference => Solution.GetDocument(reference.SyntaxTree) is not null)
            .Select(reference => reference.GetSyntax(_cancellationToken))
            .OfType<TDeclaration>(),
    ];

    /// <summary>The topic template of the contract around, if it is written where it is used.</summary>
    public LiteralExpressionSyntax? TemplateLiteral() =>
        Token.Parent?.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } declaration
        && Declared(declaration) is { } contract
        && SyntaxOf(Known.FindService(contract))?.ArgumentList?.Arguments.FirstOrDefault() is { NameEquals: null, Expression: LiteralExpressionSyntax literal }
        && literal.IsKind(SyntaxKind.StringLiteralExpression) ? literal : null;

    /// <summary>The attribute as it is written.</summary>
    public AttributeSyntax? SyntaxOf(AttributeData? attribute) => attribute?.ApplicationSyntaxReference?.GetSyntax(_cancellationToken) as AttributeSyntax;
}
