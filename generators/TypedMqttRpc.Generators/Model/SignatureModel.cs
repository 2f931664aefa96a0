using TypedMqttRpc.Generators.Infrastructure;

namespace TypedMqttRpc.Generators.Model;

/// <summary>How a member of the client is declared.</summary>
internal sealed record SignatureModel
{
    /// <summary>The name as source; <c>this</c> for an indexer.</summary>
    public required string Name { get; init; }

    /// <summary>With <c>ref</c> where it returns a reference.</summary>
    public required string ReturnType { get; init; }

    public EquatableArray<ParameterModel> Parameters { get; init; }

    public EquatableArray<TypeParameterModel> TypeParameters { get; init; }

    /// <summary>The interface, if the member implements it explicitly; public members have none.</summary>
    public required string? ExplicitInterface { get; init; }

    /// <summary>The attributes copied from the contract.</summary>
    public EquatableArray<string> Attributes { get; init; }

    public bool IsUnsafe { get; init; }
}

/// <summary>A type parameter of a method that cannot be remote.</summary>
internal sealed record TypeParameterModel
{
    public required string Name { get; init; }

    /// <summary><c>class</c>, <c>struct</c> or <c>default</c>: what an explicit implementation may repeat.</summary>
    public required string Constraint { get; init; }
}
