using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using TypedMqttRpc.Generators.Emitting;
using TypedMqttRpc.Generators.Infrastructure;
using TypedMqttRpc.Generators.Model;
using TypedMqttRpc.Generators.Reading;

namespace TypedMqttRpc.Generators;

/// <summary>Writes the client and the dispatcher of every interface with <c>[MqttService]</c>, one file each.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class MqttServiceGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<ContractModel> contracts = context.SyntaxProvider
            .ForAttributeWithMetadataName(
                KnownTypes.ServiceAttributeName,
                static (node, _) => node is InterfaceDeclarationSyntax,
                static (found, cancellationToken) => ContractMemory.Read(found, cancellationToken))
            .WithTrackingName(TrackingNames.ReadContract)
            .Where(static contract => contract is not null)
            .Select(static (contract, _) => contract!)
            .WithTrackingName(TrackingNames.EmittableContract);

        IncrementalValueProvider<EquatableArray<string>> collidingNames = contracts
            .Select(static (contract, _) => contract.HintName)
            .Collect()
            .Select(static (names, _) => HintNames.FindColliding(names))
            .WithTrackingName(TrackingNames.CollidingHintNames);

        context.RegisterSourceOutput(contracts.Combine(collidingNames), static (output, pair) =>
            output.AddSource(HintNames.FileName(pair.Left.HintName, pair.Right), ContractEmitter.Emit(pair.Left)));
    }
}
