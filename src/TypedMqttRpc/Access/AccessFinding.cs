namespace TypedMqttRpc;

/// <summary>One right that a connection needs, and whether it has it.</summary>
/// <param name="Answer">Whether it has it.</param>
/// <param name="Right">The right.</param>
/// <param name="Topic">The topic or the filter that it is about.</param>
/// <param name="Purpose">What it is needed for, or why it could not be tried.</param>
public sealed record AccessFinding(AccessAnswer Answer, AccessRight Right, string Topic, string Purpose)
{
    /// <summary>One line: <c>forbidden read clients/hall/r/#: the answers to its calls</c>.</summary>
    public override string ToString() => $"{Lower(Answer)} {Lower(Right)} {Topic}: {Purpose}";

    private static string Lower<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
