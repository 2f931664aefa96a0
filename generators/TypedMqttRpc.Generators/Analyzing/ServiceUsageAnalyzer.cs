using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using TypedMqttRpc.Generators.Reading;

namespace TypedMqttRpc.Generators.Analyzing;

/// <summary>Reports code that uses services in a way that the compiler refuses without saying why, or the library at run time.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ServiceUsageAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = Rules.OfUsage;

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(static start =>
        {
            KnownTypes known = KnownTypes.Of(start.Compilation);
            if (known.HasLibrary)
            {
                start.RegisterSyntaxNodeAction(context => AnalyzeAttribute(context, known), SyntaxKind.Attribute);
                start.RegisterSyntaxNodeAction(context => ServiceArgument.Analyze(context, known), SyntaxKind.InvocationExpression);
                start.RegisterOperationAction(context => SerializerOptionsUse.Analyze(context, known), OperationKind.SimpleAssignment);
            }
        });
    }

    private static void AnalyzeAttribute(SyntaxNodeAnalysisContext context, KnownTypes known)
    {
        var attribute = (AttributeSyntax)context.Node;
        if (!IsNameOfMethodAttribute(attribute.Name.GetLastToken().ValueText)
            || attribute is not { Parent: AttributeListSyntax { Parent: MethodDeclarationSyntax method } }
            || context.SemanticModel.GetDeclaredSymbol(method, context.CancellationToken) is not { } symbol
            || known.FindService(symbol.ContainingType) is not null
            || context.SemanticModel.GetTypeInfo(attribute, context.CancellationToken).Type is not { } type
            || !known.IsMethodAttribute(type))
        {
            return;
        }

        string name = type.Name.Substring(0, type.Name.Length - nameof(Attribute).Length);
        context.ReportDiagnostic(Diagnostic.Create(Rules.NoEffect, attribute.GetLocation(), name, $"{symbol.ContainingType.Name}.{symbol.Name}"));
    }

    /// <summary>Attributes are many; only those that are called so are worth a look at what they mean.</summary>
    private static bool IsNameOfMethodAttribute(string name) => name is "MqttMethod" or "MqttMethodAttribute" or "RpcFault" or "RpcFaultAttribute";
}
