using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace TypedMqttRpc.CodeFixes;

/// <summary>Changes attributes and their settings.</summary>
internal static class Attributes
{
    public const string Service = "TypedMqttRpc.MqttServiceAttribute";
    public const string Method = "TypedMqttRpc.MqttMethodAttribute";

    /// <summary>Sets a setting of the attribute that the method has, or else of one that it gets.</summary>
    public static MethodDeclarationSyntax WithSetting(
        this MethodDeclarationSyntax method, FixSite site, SyntaxGenerator generator, AttributeData? attribute, string setting, string value)
    {
        AttributeArgumentSyntax argument = SyntaxFactory.AttributeArgument(
            SyntaxFactory.NameEquals(setting), nameColon: null, (ExpressionSyntax)generator.LiteralExpression(value));
        if (site.SyntaxOf(attribute) is not { } written)
        {
            return method.With(Create(generator, site.Type(Method)!, argument));
        }

        AttributeSyntax current = method.AttributeLists.SelectMany(list => list.Attributes).Single(candidate => candidate.IsEquivalentTo(written));
        return method.ReplaceNode(current, current.Without(setting).AddArgumentListArguments(argument));
    }

    /// <summary>The attribute without one of its settings, and without the parentheses if it was the last.</summary>
    public static AttributeSyntax Without(this AttributeSyntax attribute, string setting)
    {
        if (attribute.ArgumentList?.Arguments.FirstOrDefault(argument => argument.NameEquals?.Name.Identifier.ValueText == setting) is not { } argument)
        {
            return attribute;
        }

        AttributeArgumentListSyntax rest = attribute.ArgumentList.RemoveNode(argument, SyntaxRemoveOptions.KeepNoTrivia)!;
        return attribute.WithArgumentList(rest.Arguments.Count == 0 ? null : rest);
    }

    /// <summary>The declaration with one more attribute, on a line of its own below its documentation.</summary>
    public static TDeclaration With<TDeclaration>(this TDeclaration declaration, AttributeSyntax attribute)
        where TDeclaration : MemberDeclarationSyntax
    {
        SyntaxTriviaList leading = declaration.GetLeadingTrivia();
        AttributeListSyntax list = SyntaxFactory.AttributeList(SyntaxFactory.SingletonSeparatedList(attribute))
            .WithLeadingTrivia(leading)
            .WithTrailingTrivia(SyntaxFactory.ElasticCarriageReturnLineFeed);
        TDeclaration indented = declaration.WithLeadingTrivia(leading.Reverse().TakeWhile(trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia)));
        return (TDeclaration)indented.WithAttributeLists(indented.AttributeLists.Insert(0, list));
    }

    /// <summary>The method without one of its attributes; its documentation stays.</summary>
    public static MethodDeclarationSyntax Without(this MethodDeclarationSyntax method, AttributeSyntax attribute)
    {
        AttributeListSyntax list = method.AttributeLists.First(list => list.Attributes.Any(attribute.IsEquivalentTo));
        AttributeSyntax written = list.Attributes.First(attribute.IsEquivalentTo);
        SyntaxList<AttributeListSyntax> rest = list.Attributes.Count == 1
            ? method.AttributeLists.Remove(list)
            : method.AttributeLists.Replace(list, list.RemoveNode(written, SyntaxRemoveOptions.KeepNoTrivia)!);
        return method.WithAttributeLists(rest).WithLeadingTrivia(method.GetLeadingTrivia());
    }

    /// <summary>The parameter of a positional record with one more attribute, on its property.</summary>
    public static ParameterSyntax WithOfProperty(this ParameterSyntax parameter, AttributeSyntax attribute)
    {
        AttributeListSyntax list = SyntaxFactory.AttributeList(
            SyntaxFactory.AttributeTargetSpecifier(SyntaxFactory.Token(SyntaxKind.PropertyKeyword)), SyntaxFactory.SingletonSeparatedList(attribute));
        return parameter.WithoutLeadingTrivia()
            .WithAttributeLists(parameter.AttributeLists.Insert(0, list.WithTrailingTrivia(SyntaxFactory.Space)))
            .WithLeadingTrivia(parameter.GetLeadingTrivia());
    }

    /// <summary>An attribute by its shortest name, with the directive that it needs.</summary>
    public static AttributeSyntax Create(SyntaxGenerator generator, INamedTypeSymbol type, params AttributeArgumentSyntax[] arguments) =>
        SyntaxFactory.Attribute(
            (NameSyntax)Signatures.Name(generator, type),
            arguments.Length == 0 ? null : SyntaxFactory.AttributeArgumentList(SyntaxFactory.SeparatedList(arguments)));
}
