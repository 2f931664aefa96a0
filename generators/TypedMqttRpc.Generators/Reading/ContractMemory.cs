using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using TypedMqttRpc.Generators.Model;

namespace TypedMqttRpc.Generators.Reading;

/// <summary>
/// Remembers what was read of each contract. The compiler asks for all of them whenever anything is typed, since anything may matter; as long as no
/// declaration of the project has changed, nothing does, and none has to be bound again.
/// </summary>
/// <remarks>Safe for use by several threads. A contract is forgotten with the file that it stands in.</remarks>
internal static class ContractMemory
{
    private static readonly ConditionalWeakTable<SyntaxNode, Memory> Memories = new();

    /// <summary>Reads what the compiler found, or remembers it; <see langword="null"/> if nothing can be generated for it.</summary>
    public static ContractModel? Read(GeneratorAttributeSyntaxContext found, CancellationToken cancellationToken)
    {
        ProjectVersion version = ProjectVersion.Of(found.SemanticModel.Compilation);
        Memory memory = Memories.GetValue(found.TargetNode, static _ => new Memory());
        ContractModel? contract = memory.Last is { } last && version.DeclaresTheSameAs(last.Version)
            ? last.Contract
            : ContractReader.Read(found, cancellationToken);
        memory.Last = new Reading(version, contract);
        return contract;
    }

    private sealed class Memory
    {
        private volatile Reading? _last;

        public Reading? Last
        {
            get => _last;
            set => _last = value;
        }
    }

    private sealed record Reading(ProjectVersion Version, ContractModel? Contract);
}
