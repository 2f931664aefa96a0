using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using TypedMqttRpc.Generators.Reading;

namespace TypedMqttRpc.Generators.Analyzing;

/// <summary>
/// Explains why a type argument is not a service. The compiler has refused it then (CS0311), with words about an interface that nobody has heard of.
/// </summary>
internal static class ServiceArgument
{
    public static void Analyze(SyntaxNodeAnalysisContext context, KnownTypes known)
    {
        var invocation = (InvocationExpressionSyntax)context.Node;
        SimpleNameSyntax? name = invocation.Expression switch
        {
            MemberAccessExpressionSyntax access => access.Name,
            MemberBindingExpressionSyntax binding => binding.Name,
            SimpleNameSyntax simple => simple,
            _ => null,
        };

        // What the library asks for a service, or could: everything else is not worth the binding.
        if (name is null || !(name is GenericNameSyntax || name.Identifier.ValueText.StartsWith("Serve", StringComparison.Ordinal)))
        {
            return;
        }

        SymbolInfo target = context.SemanticModel.GetSymbolInfo(invocation, context.CancellationToken);
        if (target.Symbol is null
            && target.CandidateSymbols.OfType<IMethodSymbol>().FirstOrDefault(known.TakesService) is { } method
            && FindArgument(method, name, invocation, context) is { } argument
            && !known.IsGeneratedService(argument))
        {
            Location place = name is GenericNameSyntax generic ? generic.TypeArgumentList.Arguments[0].GetLocation() : name.GetLocation();
            context.ReportDiagnostic(DiagnosticOf(place, argument, method.Name, known, context));
        }
    }

    private static ITypeSymbol? FindArgument(IMethodSymbol method, SimpleNameSyntax name, InvocationExpressionSyntax invocation, SyntaxNodeAnalysisContext context)
    {
        TypeSyntax? written = name is GenericNameSyntax { TypeArgumentList.Arguments: [var only] } ? only : null;
        ExpressionSyntax? passed = invocation.ArgumentList.Arguments.FirstOrDefault()?.Expression;
        ITypeSymbol? argument = written is not null ? context.SemanticModel.GetTypeInfo(written, context.CancellationToken).Type
            : passed is not null && method.Parameters.Length > 0 ? context.SemanticModel.GetTypeInfo(passed, context.CancellationToken).Type
            : null;
        return argument is INamedTypeSymbol { TypeKind: not TypeKind.Error } ? argument : null;
    }

    private static Diagnostic DiagnosticOf(Location place, ITypeSymbol argument, string method, KnownTypes known, SyntaxNodeAnalysisContext context)
    {
        if (argument.TypeKind != TypeKind.Interface && argument.AllInterfaces.FirstOrDefault(type => known.FindService(type) is not null) is { } service)
        {
            string name = service.ToMinimalDisplayString(context.SemanticModel, place.SourceSpan.Start);
            return Diagnostic.Create(Rules.ClassInsteadOfService, place, IssueProperties.Of(IssueProperties.Interface, name), argument.Name, method, name);
        }

        string reason =
            argument.TypeKind != TypeKind.Interface ? "it is no interface, and implements none with [MqttService]"
            : known.FindService(argument) is null ? "it has no [MqttService]"
            : argument.Locations.Any(location => location.IsInSource) ? "nothing could be generated for it; its declaration says why"
            : "its project was compiled without the generator; reference TypedMqttRpc there";
        return Diagnostic.Create(Rules.NoService, place, argument.SourceIn(context.SemanticModel.Compilation.Assembly), TypeText.Short(argument), method, reason);
    }
}
