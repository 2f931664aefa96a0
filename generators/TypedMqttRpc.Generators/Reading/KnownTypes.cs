using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using TypedMqttRpc.Generators.Payloads;
using TypedMqttRpc.Generators.Serialization;

namespace TypedMqttRpc.Generators.Reading;

/// <summary>The types with a meaning to the generator. A type of the user's with an equal name is not one of them.</summary>
internal sealed class KnownTypes(Compilation compilation)
{
    public const string ServiceAttributeName = "TypedMqttRpc.MqttServiceAttribute";

    private static readonly ConditionalWeakTable<Compilation, KnownTypes> All = new();

    private readonly INamedTypeSymbol? _service = compilation.GetTypeByMetadataName(ServiceAttributeName);
    private readonly INamedTypeSymbol? _method = compilation.GetTypeByMetadataName("TypedMqttRpc.MqttMethodAttribute");
    private readonly INamedTypeSymbol? _fault = compilation.GetTypeByMetadataName("TypedMqttRpc.RpcFaultAttribute");
    private readonly INamedTypeSymbol? _contract = compilation.GetTypeByMetadataName("TypedMqttRpc.IMqttServiceContract`1");
    private readonly INamedTypeSymbol? _connectionOptions = compilation.GetTypeByMetadataName("TypedMqttRpc.MqttRpcOptions");
    private readonly INamedTypeSymbol? _obsolete = compilation.GetTypeByMetadataName("System.ObsoleteAttribute");
    private readonly INamedTypeSymbol? _experimental = compilation.GetTypeByMetadataName("System.Diagnostics.CodeAnalysis.ExperimentalAttribute");
    private readonly INamedTypeSymbol? _task = compilation.GetTypeByMetadataName("System.Threading.Tasks.Task");
    private readonly INamedTypeSymbol? _taskOfT = compilation.GetTypeByMetadataName("System.Threading.Tasks.Task`1");
    private readonly INamedTypeSymbol? _valueTask = compilation.GetTypeByMetadataName("System.Threading.Tasks.ValueTask");
    private readonly INamedTypeSymbol? _valueTaskOfT = compilation.GetTypeByMetadataName("System.Threading.Tasks.ValueTask`1");
    private readonly INamedTypeSymbol? _asyncEnumerable = compilation.GetTypeByMetadataName("System.Collections.Generic.IAsyncEnumerable`1");
    private readonly INamedTypeSymbol? _cancellationToken = compilation.GetTypeByMetadataName("System.Threading.CancellationToken");
    private readonly INamedTypeSymbol? _guid = compilation.GetTypeByMetadataName("System.Guid");
    private readonly INamedTypeSymbol? _stream = compilation.GetTypeByMetadataName("System.IO.Stream");
    private readonly INamedTypeSymbol? _progress = compilation.GetTypeByMetadataName("System.IProgress`1");
    private readonly INamedTypeSymbol? _serviceProvider = compilation.GetTypeByMetadataName("System.IServiceProvider");
    private readonly INamedTypeSymbol? _disposable = compilation.GetTypeByMetadataName("System.IDisposable");
    private readonly INamedTypeSymbol? _asyncDisposable = compilation.GetTypeByMetadataName("System.IAsyncDisposable");

    private readonly Lazy<MessagePackAttributes> _messagePack = new(() => new(compilation));
    private PayloadTypes? _payloads;

    /// <summary>What MessagePack's attributes say; looked up when somebody asks.</summary>
    public MessagePackAttributes MessagePack => _messagePack.Value;

    /// <summary>What MessagePack knows; looked up when somebody asks.</summary>
    public PayloadTypes Payloads => _payloads ??= new(compilation, MessagePack);

    /// <summary>Those of a compilation, looked up once for all of its contracts.</summary>
    public static KnownTypes Of(Compilation compilation) => All.GetValue(compilation, static one => new(one));

    /// <summary>Whether the project references the library at all.</summary>
    public bool HasLibrary => _service is not null;

    public AttributeData? FindService(ISymbol symbol) => Find(symbol, _service);

    public AttributeData? FindMethod(ISymbol symbol) => Find(symbol, _method);

    public AttributeData? FindObsolete(ISymbol symbol) => Find(symbol, _obsolete);

    public AttributeData? FindExperimental(ISymbol symbol) => Find(symbol, _experimental);

    public IEnumerable<AttributeData> FindFaults(ISymbol symbol) => symbol.GetAttributes().Where(attribute => Is(attribute.AttributeClass, _fault));

    public bool IsConnectionOptions(ITypeSymbol type) => Is(type, _connectionOptions);

    public bool IsMethodAttribute(ITypeSymbol? type) => Is(type, _method) || Is(type, _fault);

    /// <summary>The interface that the generator itself adds to contracts.</summary>
    public bool IsGeneratedInterface(ITypeSymbol type) => Is(type, _contract);

    /// <summary>Whether the generator, or somebody by hand, made it a service.</summary>
    public bool IsGeneratedService(ITypeSymbol type) => type.TypeKind == TypeKind.Interface && type.AllInterfaces.Any(IsGeneratedInterface);

    /// <summary>Whether a type argument of the method has to be a service.</summary>
    public bool TakesService(IMethodSymbol method) =>
        method.OriginalDefinition.TypeParameters is [{ ConstraintTypes: var constraints }] && constraints.Any(IsGeneratedInterface);

    public bool IsDisposable(ITypeSymbol type) => Is(type, _disposable);

    public bool IsAsyncDisposable(ITypeSymbol type) => Is(type, _asyncDisposable);

    public bool IsCancellationToken(ITypeSymbol type) => Is(type, _cancellationToken);

    public bool IsTask(ITypeSymbol type) => Is(type, _task) || Is(type, _taskOfT);

    /// <summary>Whether a method may return the type; <paramref name="result"/> is what it has inside, if anything.</summary>
    public bool IsAwaitable(ITypeSymbol type, out ITypeSymbol? result)
    {
        result = Is(type, _taskOfT) || Is(type, _valueTaskOfT) ? ((INamedTypeSymbol)type).TypeArguments[0] : null;
        return result is not null || Is(type, _task) || Is(type, _valueTask);
    }

    public bool IsTaskOrStream(ITypeSymbol type) => IsAwaitable(type, out _) || Is(type, _asyncEnumerable);

    /// <summary>Whether a value of the type makes sense in its own process only.</summary>
    public bool IsBoundToProcess(ITypeSymbol type) =>
        type.TypeKind == TypeKind.Delegate
        || IsTaskOrStream(type)
        || Is(type, _progress)
        || Is(type, _serviceProvider)
        || (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable && IsCancellationToken(nullable.TypeArguments[0]))
        || BasesOf(type).Any(@base => Is(@base, _stream));

    public bool CanBeToken(ITypeSymbol type) => type.TypeKind == TypeKind.Enum || Is(type, _guid) || type.SpecialType
        is SpecialType.System_String
        or SpecialType.System_SByte or SpecialType.System_Byte or SpecialType.System_Int16 or SpecialType.System_UInt16
        or SpecialType.System_Int32 or SpecialType.System_UInt32 or SpecialType.System_Int64 or SpecialType.System_UInt64;

    /// <summary>Whether any file of the project may name the type.</summary>
    public bool IsVisible(ITypeSymbol type) => compilation.IsSymbolAccessibleWithin(type, compilation.Assembly);

    /// <summary>Whether the project or what it references has a type of that name in the namespace.</summary>
    public bool HasType(INamespaceSymbol @namespace, string name) => compilation.GetCompilationNamespace(@namespace)?.GetTypeMembers(name).Length > 0;

    private static AttributeData? Find(ISymbol symbol, INamedTypeSymbol? attributeClass) =>
        symbol.GetAttributes().FirstOrDefault(attribute => Is(attribute.AttributeClass, attributeClass));

    private static bool Is(ITypeSymbol? type, INamedTypeSymbol? known) =>
        known is not null && SymbolEqualityComparer.Default.Equals(type?.OriginalDefinition, known);

    private static IEnumerable<ITypeSymbol> BasesOf(ITypeSymbol type)
    {
        for (ITypeSymbol? current = type; current is not null; current = current.BaseType)
        {
            yield return current;
        }
    }
}
