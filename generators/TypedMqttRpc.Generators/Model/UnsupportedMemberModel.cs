namespace TypedMqttRpc.Generators.Model;

/// <summary>A member that cannot be remote: the client implements it by throwing, so that the rest of the contract works.</summary>
internal sealed record UnsupportedMemberModel
{
    public required UnsupportedMemberKind Kind { get; init; }

    public required SignatureModel Signature { get; init; }

    /// <summary>The rule's id and one sentence.</summary>
    public required string Reason { get; init; }

    public bool HasGetter { get; init; }

    /// <summary><c>set</c>, <c>init</c> or <see langword="null"/>.</summary>
    public string? Setter { get; init; }
}

internal enum UnsupportedMemberKind
{
    Method,
    Property,
    Event,
}
