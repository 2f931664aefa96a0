namespace TypedMqttRpc.Generators.Gate;

/// <summary>A contract file cannot be read.</summary>
internal sealed class ContractFileException(string problem, int position) : Exception(problem)
{
    /// <summary>The character at which it cannot.</summary>
    public int Position { get; } = position;
}
