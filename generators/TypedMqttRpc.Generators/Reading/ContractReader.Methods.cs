using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using TypedMqttRpc.Generators.Infrastructure;
using TypedMqttRpc.Generators.Model;

namespace TypedMqttRpc.Generators.Reading;

/// <content>One method: what it is called, returns and promises.</content>
internal sealed partial class ContractReader
{
    private const int MillisecondsPerDay = 86_400_000;

    /// <summary>The value of <c>RpcReconnect.FailFast</c>.</summary>
    private const int FailFast = 1;

    private readonly Dictionary<string, IMethodSymbol> _methodsByWireName = new(StringComparer.Ordinal);

    private void ReadMethod(IMethodSymbol method, string? reason)
    {
        AttributeData? attribute = _known.FindMethod(method);
        string wireName = WireNameOf(method, _known);
        MethodSettings settings = ReadSettings(attribute);
        bool isAwaitable = _known.IsAwaitable(method.ReturnType, out ITypeSymbol? result);
        reason ??= FindProblem(method, result, isAwaitable, settings, wireName);
        SignatureModel signature = ReadSignature(method, result, isSupported: reason is null);
        if (reason is not null)
        {
            _unsupported.Add(new UnsupportedMemberModel { Kind = UnsupportedMemberKind.Method, Signature = signature, Reason = reason });
            return;
        }

        _methodsByWireName.Add(wireName, method);
        Advise(method, result);
        _methods.Add(new MethodModel
        {
            Signature = signature,
            WireName = wireName,
            DescriptorName = DescriptorNameOf(method, wireName),
            CalledThrough = NeedsCast(method) ? TypeText.Of(method.ContainingType) : null,
            ReturnsTask = _known.IsTask(method.ReturnType),
            MayReturnNoTask = method.ReturnType.NullableAnnotation == NullableAnnotation.Annotated,
            ResultType = result is null ? null : TypeText.OfResult(result),
            ReturnsNull = result is not null && TypeText.AllowsNull(result),
            IsObsolete = _known.FindObsolete(method) is not null,
            Settings = settings,
            Faults = ReadFaults(method),
            Shape = ReadShape(method, wireName, signature, result, settings),
        });
    }

    private static MethodSettings ReadSettings(AttributeData? attribute) => new()
    {
        Idempotent = Setting<bool>(attribute, "Idempotent"),
        FailFast = Setting<int>(attribute, "Reconnect") == FailFast,
        OneWay = Setting<bool>(attribute, "OneWay"),
        TimeoutMs = Setting<int>(attribute, "TimeoutMs"),
        Qos = Setting<int?>(attribute, "Qos") is { } qos and not -1 ? qos : null,
        MaxRequestBytes = Setting<int>(attribute, "MaxRequestBytes"),
    };

    /// <summary>The first reason why the method cannot be remote; one is enough for the user to go on.</summary>
    private string? FindProblem(IMethodSymbol method, ITypeSymbol? result, bool isAwaitable, MethodSettings settings, string wireName) =>
        FindProblemOfShape(method)
        ?? FindProblemOfReturn(method, result, isAwaitable, settings)
        ?? FindProblemOfParameters(method)
        ?? FindProblemOfSettings(method, settings, wireName)
        ?? FindProblemOfFaults(method)
        ?? FindProblemOfTopic(method, wireName);

    private string? FindProblemOfShape(IMethodSymbol method) =>
        method.IsGenericMethod ? Report(Rules.GenericMethod, method, method.Name)
        : method.DeclaredAccessibility is Accessibility.Protected or Accessibility.ProtectedAndInternal
            ? Report(Rules.NotVisible, method, method.Name, SyntaxFacts.GetText(method.DeclaredAccessibility))
        : method.ReturnsByRef || method.ReturnsByRefReadonly ? Report(Rules.ReturnsReference, method, method.Name)
        : null;

    private string? FindProblemOfReturn(IMethodSymbol method, ITypeSymbol? result, bool isAwaitable, MethodSettings settings) =>
        method.ReturnsVoid ? Report(Rules.ReturnsVoid, method, method.Name)
        : !isAwaitable ? Report(Rules.ReturnType, method, method.Name, TypeText.Short(method.ReturnType))
        : result is null ? null
        : _known.IsTaskOrStream(result) ? Report(Rules.NestedTask, method, method.Name, TypeText.Short(result))
        : _known.IsBoundToProcess(result) ? Report(Rules.ResultCannotBeSent, method, method.Name, TypeText.Short(result))
        : settings.OneWay ? Report(Rules.OneWayResult, method, method.Name)
        : null;

    private string? FindProblemOfSettings(IMethodSymbol method, MethodSettings settings, string wireName) =>
        !IsOneLevel(wireName) ? Report(Rules.NotOneLevel, method, wireName, "MqttMethod")
        : settings.Qos is { } qos and not (0 or 1) ? Report(Rules.OutOfRange, method, "Qos", method.Name, qos, "0, 1, and -1 to leave it to the connection")
        : settings.TimeoutMs is < 0 or > MillisecondsPerDay ? Report(Rules.Timeout, method, method.Name, settings.TimeoutMs)
        : settings.MaxRequestBytes < 0 ? Report(Rules.OutOfRange, method, "MaxRequestBytes", method.Name, settings.MaxRequestBytes, "1 and more, and 0 to leave it to the server")
        : null;

    private string? FindProblemOfFaults(IMethodSymbol method)
    {
        foreach (AttributeData fault in _known.FindFaults(method))
        {
            string? problem = DetailTypeOf(fault) is not { } type ? "it is missing"
                : type is INamedTypeSymbol { IsUnboundGenericType: true } ? $"'{TypeText.Short(type)}' leaves its type arguments open"
                : type.IsStatic || type.SpecialType == SpecialType.System_Void || type.IsRefLikeType || IsPointer(type) ? $"there is no value of '{TypeText.Short(type)}'"
                : !_known.IsVisible(type) ? $"'{TypeText.Short(type)}' is not visible in its assembly"
                : null;
            if (problem is not null)
            {
                return Report(Rules.BadArgument, method, method.Name, problem);
            }
        }

        return null;
    }

    private string? FindProblemOfTopic(IMethodSymbol method, string wireName) =>
        !_methodsByWireName.TryGetValue(wireName, out IMethodSymbol? other) ? null
        : other.Name == method.Name && SymbolEqualityComparer.Default.Equals(other.ContainingType, method.ContainingType)
            ? Report(Rules.Overloaded, method, method.Name)
        : Report(Rules.SameTopic, method, NameAmongInherited(other), NameAmongInherited(method), wireName);

    private string NameAmongInherited(IMethodSymbol method) =>
        SymbolEqualityComparer.Default.Equals(method.ContainingType, _contract) ? method.Name : $"{method.ContainingType.Name}.{method.Name}";

    private EquatableArray<FaultModel> ReadFaults(IMethodSymbol method) => FaultsOf(method)
        .Select(fault => new FaultModel { DetailType = TypeText.Of(fault.Type), WireName = fault.Name })
        .ToEquatableArray();

    private IEnumerable<(ITypeSymbol Type, string Name)> FaultsOf(IMethodSymbol method) =>
        from fault in _known.FindFaults(method)
        let type = DetailTypeOf(fault)!
        select (type, Setting<string>(fault, "Name") ?? (type.Name.Length > 0 ? type.Name : TypeText.Short(type)));

    private static ITypeSymbol? DetailTypeOf(AttributeData fault) =>
        fault.ConstructorArguments.FirstOrDefault() is { Kind: TypedConstantKind.Type, Value: ITypeSymbol type } ? type : null;

    /// <summary>A name that several of the interfaces declare is ambiguous to a caller of the most derived one.</summary>
    private bool NeedsCast(IMethodSymbol method) =>
        !SymbolEqualityComparer.Default.Equals(method.ContainingType, _contract)
        && Interfaces().Count(type => type.GetMembers(method.Name).Length > 0) > 1;

    /// <summary>What works but is seldom meant, and what the serializer will say.</summary>
    private void Advise(IMethodSymbol method, ITypeSymbol? result)
    {
        if (_issues is null)
        {
            return;
        }

        int at = IndexOfCancellationToken(method);
        if (at < 0)
        {
            Report(Rules.NoCancellationToken, method, method.Name);
        }
        else if (method.Parameters.Skip(at + 1).Any(parameter => !parameter.IsParams))
        {
            Report(Rules.CancellationTokenNotLast, method, method.Name);
        }

        AdviseOnTokens(method);
        AdviseOnFaults(method);
        AdviseOnPayloads(method, result);
    }

    private void AdviseOnFaults(IMethodSymbol method)
    {
        foreach (IGrouping<string, (ITypeSymbol Type, string Name)> faults in FaultsOf(method).GroupBy(fault => fault.Name).Where(faults => faults.Count() > 1))
        {
            Report(Rules.SameFaultName, method, TypeText.Short(faults.First().Type), TypeText.Short(faults.Last().Type), method.Name, faults.Key);
        }
    }
}
