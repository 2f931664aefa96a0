namespace TypedMqttRpc;

/// <summary>What a broker lets a connection do, as <see cref="MqttRpcConnection.CheckAccessAsync"/> found it.</summary>
/// <param name="Findings">The rights that the connection needs.</param>
public sealed record AccessReport(IReadOnlyList<AccessFinding> Findings)
{
    /// <summary>Nothing that was tried is forbidden.</summary>
    public bool NothingForbidden => Findings.All(static finding => finding.Answer != AccessAnswer.Forbidden);

    /// <summary>A line for each finding.</summary>
    public override string ToString() => string.Join(Environment.NewLine, Findings);
}
