namespace TypedMqttRpc.Generators.Model;

/// <summary>A parameter of a method.</summary>
internal sealed record ParameterModel
{
    /// <summary>The name as source, with <c>@</c> where it is a keyword.</summary>
    public required string Name { get; init; }

    /// <summary>The name as text.</summary>
    public required string WireName { get; init; }

    /// <summary>Its name in the tuple of a request with several parameters, which cannot be every name.</summary>
    public required string ElementName { get; init; }

    /// <summary>Such as <c>ref</c> or <c>params</c>, or empty.</summary>
    public required string Modifier { get; init; }

    public required string Type { get; init; }

    public required ParameterRole Role { get; init; }

    public required bool AllowsNull { get; init; }

    /// <summary>An expression, or <see langword="null"/>.</summary>
    public required string? DefaultValue { get; init; }
}

/// <summary>Where the value of a parameter goes.</summary>
internal enum ParameterRole
{
    /// <summary>Into the payload.</summary>
    Argument,

    /// <summary>Into the topic.</summary>
    Token,

    /// <summary>It cancels the call.</summary>
    CancellationToken,
}
