using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;
using Microsoft.CodeAnalysis.Simplification;

namespace TypedMqttRpc.CodeFixes;

/// <summary>What remote methods are declared with.</summary>
internal static class Signatures
{
    public const string Task = "System.Threading.Tasks.Task";
    public const string ValueTask = "System.Threading.Tasks.ValueTask";

    /// <summary>A task with the result as it is written, which may be an alias or have names that its symbol lacks.</summary>
    public static TypeSyntax TaskOf(FixSite site, SyntaxGenerator generator, string task, TypeSyntax? result)
    {
        if (result is null)
        {
            return Name(generator, site.Type(task)!);
        }

        INamedTypeSymbol any = site.Type(task + "`1")!.Construct(site.Model.Compilation.ObjectType);
        TypeSyntax type = Name(generator, any);
        TypeArgumentListSyntax arguments = type.DescendantNodesAndSelf().OfType<GenericNameSyntax>().Last().TypeArgumentList;
        return type.ReplaceNode(arguments.Arguments[0], result.WithoutTrivia());
    }

    /// <summary>The token as a last parameter that callers may leave out.</summary>
    public static ParameterSyntax CancellationToken(FixSite site, SyntaxGenerator generator, string name)
    {
        TypeSyntax type = Name(generator, site.Type("System.Threading.CancellationToken")!);
        return ((ParameterSyntax)generator.ParameterDeclaration(name, type)).WithDefaultOfDefault();
    }

    /// <summary>Adds <c>= default</c> unless there is a default.</summary>
    public static ParameterSyntax WithDefaultOfDefault(this ParameterSyntax parameter) => parameter.Default is not null ? parameter : parameter
        .WithDefault(SyntaxFactory.EqualsValueClause(SyntaxFactory.LiteralExpression(SyntaxKind.DefaultLiteralExpression)).NormalizeWhitespace().WithLeadingTrivia(SyntaxFactory.Space));

    /// <summary>Where the token belongs: at the end, but before <c>params</c>.</summary>
    public static int PlaceOfCancellationToken(SeparatedSyntaxList<ParameterSyntax> parameters) =>
        parameters.Count > 0 && parameters.Last().Modifiers.Any(SyntaxKind.ParamsKeyword) ? parameters.Count - 1 : parameters.Count;

    /// <summary>A type by its shortest name, with the directive that it needs.</summary>
    public static TypeSyntax Name(SyntaxGenerator generator, INamedTypeSymbol type) =>
        ((TypeSyntax)generator.TypeExpression(type)).WithAdditionalAnnotations(Simplifier.AddImportsAnnotation);
}
