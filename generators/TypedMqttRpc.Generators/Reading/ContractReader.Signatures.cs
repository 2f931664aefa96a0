using Microsoft.CodeAnalysis;
using TypedMqttRpc.Generators.Infrastructure;
using TypedMqttRpc.Generators.Model;

namespace TypedMqttRpc.Generators.Reading;

/// <content>How the client declares a method, and what becomes of its parameters.</content>
internal sealed partial class ContractReader
{
    private SignatureModel ReadSignature(IMethodSymbol method, ITypeSymbol? result, bool isSupported)
    {
        bool isPublic = CanBePublic(method, isSupported);
        IReadOnlyList<ParameterModel> parameters = [.. method.Parameters.Select(parameter => isSupported ? ReadParameter(parameter) : DeclaredParameter(parameter))];
        return new SignatureModel
        {
            Name = Identifiers.Escape(method.Name),
            ReturnType = ReferenceKeyword(method.RefKind) + ReturnTypeOf(method, result),
            Parameters = WithElementNames(parameters),
            TypeParameters = method.TypeParameters.Select(ReadTypeParameter).ToEquatableArray(),
            ExplicitInterface = isPublic ? null : TypeText.Of(method.ContainingType),
            Attributes = CopiedAttributes(method),
            IsUnsafe = IsPointer(method.ReturnType) || method.Parameters.Any(parameter => IsPointer(parameter.Type)),
        };
    }

    /// <summary>
    /// Public members can be called on the client itself. A member is explicit where its name or signature is taken, or its types
    /// are less visible than the client.
    /// </summary>
    private bool CanBePublic(IMethodSymbol method, bool isSupported)
    {
        bool isFirst = _declaredSignatures.Add(SignatureKey(method));
        return isFirst
            && !method.IsGenericMethod
            && method.DeclaredAccessibility == Accessibility.Public
            && !InheritedNames.Contains(method.Name)
            && method.Name != ServiceNameOf(_contract) + "Client"
            && (isSupported || _known.FindService(method.ContainingType) is not null);
    }

    /// <summary>What the compiler tells members apart by: nullability, tuple names and <c>dynamic</c> do not count.</summary>
    private static string SignatureKey(IMethodSymbol method)
    {
        IEnumerable<string> types = method.Parameters.Select(parameter => (parameter.RefKind == RefKind.None ? string.Empty : "&") + parameter.Type.ToDisplayString(ErasedFormat));
        return $"{method.Name}`{method.Arity}({string.Join(",", types).Replace("dynamic", "object")})";
    }

    private static readonly SymbolDisplayFormat ErasedFormat =
        SymbolDisplayFormat.FullyQualifiedFormat.AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.ExpandValueTuple);

    private static string ReturnTypeOf(IMethodSymbol method, ITypeSymbol? result) =>
        result is null ? TypeText.Of(method.ReturnType) : $"global::System.Threading.Tasks.{method.ReturnType.Name}<{TypeText.OfResult(result)}>";

    private string? FindProblemOfParameters(IMethodSymbol method)
    {
        foreach (IParameterSymbol parameter in method.Parameters)
        {
            ITypeSymbol type = parameter.Type;
            string? problem =
                parameter.RefKind != RefKind.None ? Report(Rules.ByReference, parameter, parameter.Name, ModifierOf(parameter).TrimEnd())
                : type.IsRefLikeType || IsPointer(type) ? Report(Rules.RefStruct, parameter, parameter.Name, TypeText.Short(type))
                : _known.IsBoundToProcess(type) ? Report(Rules.CannotBeSent, parameter, parameter.Name, TypeText.Short(type))
                : _tokens.Contains(parameter.Name) && !_known.CanBeToken(type) ? Report(Rules.TokenType, parameter, parameter.Name, TypeText.Short(type))
                : null;
            if (problem is not null)
            {
                return problem;
            }

            if (_tokens.Contains(parameter.Name) && type.NullableAnnotation == NullableAnnotation.Annotated)
            {
                Report(Rules.NullableToken, parameter, parameter.Name);
            }
        }

        return method.Parameters.Count(parameter => _known.IsCancellationToken(parameter.Type)) > 1
            ? Report(Rules.SeveralCancellationTokens, method, method.Name)
            : null;
    }

    private int IndexOfCancellationToken(IMethodSymbol method)
    {
        for (int i = 0; i < method.Parameters.Length; i++)
        {
            if (_known.IsCancellationToken(method.Parameters[i].Type))
            {
                return i;
            }
        }

        return -1;
    }

    private ParameterModel ReadParameter(IParameterSymbol parameter) => DeclaredParameter(parameter) with
    {
        Role = _known.IsCancellationToken(parameter.Type) ? ParameterRole.CancellationToken
            : _tokens.Contains(parameter.Name) ? ParameterRole.Token
            : ParameterRole.Argument,
    };

    private static ParameterModel DeclaredParameter(IParameterSymbol parameter) => new()
    {
        Name = Identifiers.Escape(parameter.Name),
        WireName = parameter.Name,
        ElementName = Identifiers.Escape(parameter.Name),
        Modifier = ModifierOf(parameter),
        Type = parameter.RefKind == RefKind.None ? TypeText.OfParameter(parameter.Type) : TypeText.Of(parameter.Type),
        Role = ParameterRole.Argument,
        AllowsNull = TypeText.AllowsNull(parameter.Type),
        DefaultValue = IsFollowedByRequired(parameter) ? null : DefaultValueText.Of(parameter),
    };

    /// <summary>Attributes can give a default to a parameter before a required one; source cannot.</summary>
    private static bool IsFollowedByRequired(IParameterSymbol parameter) =>
        parameter.ContainingSymbol is IMethodSymbol method
        && method.Parameters.Skip(parameter.Ordinal + 1).Any(later => !later.HasExplicitDefaultValue && !later.IsParams);

    private static string ModifierOf(IParameterSymbol parameter) =>
        parameter.IsParams ? "params "
        : parameter.RefKind switch
        {
            RefKind.None => parameter.ScopedKind == ScopedKind.ScopedValue ? "scoped " : string.Empty,
            RefKind.Ref => parameter.ScopedKind == ScopedKind.ScopedRef ? "scoped ref " : "ref ",
            RefKind.Out => "out ",
            RefKind.In => "in ",
            _ => "ref readonly ",
        };

    private static TypeParameterModel ReadTypeParameter(ITypeParameterSymbol parameter) => new()
    {
        Name = Identifiers.Escape(parameter.Name),
        Constraint = parameter.IsValueType ? "struct" : parameter.IsReferenceType ? "class" : "default",
    };
}
