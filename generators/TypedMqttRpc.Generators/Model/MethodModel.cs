using TypedMqttRpc.Generators.Infrastructure;

namespace TypedMqttRpc.Generators.Model;

/// <summary>A remote method.</summary>
internal sealed record MethodModel
{
    public required SignatureModel Signature { get; init; }

    /// <summary>Its topic level.</summary>
    public required string WireName { get; init; }

    /// <summary>The field that holds its descriptor.</summary>
    public required string DescriptorName { get; init; }

    /// <summary>The interface to call it through where the contract has more than one member of its name.</summary>
    public required string? CalledThrough { get; init; }

    /// <summary>It returns a <c>Task</c> and not a <c>ValueTask</c>.</summary>
    public required bool ReturnsTask { get; init; }

    /// <summary>The contract lets an implementation return <see langword="null"/> in place of a task.</summary>
    public required bool MayReturnNoTask { get; init; }

    /// <summary><see langword="null"/> when it has no result.</summary>
    public required string? ResultType { get; init; }

    public required bool ReturnsNull { get; init; }

    public required bool IsObsolete { get; init; }

    public required MethodSettings Settings { get; init; }

    public required EquatableArray<FaultModel> Faults { get; init; }

    /// <summary>What it is on the wire, as it is announced; <see langword="null"/> when that is too long.</summary>
    public required string? Shape { get; init; }
}
