using TypedMqttRpc.Benchmarks.Processes;

namespace TypedMqttRpc.Benchmarks.Roles;

/// <summary>What a call costs both ends together, in the same process and one window after the other.</summary>
/// <param name="Typed">With everything on.</param>
/// <param name="Bare">With nothing on.</param>
internal sealed record FeatureCosts(ProcessCost Typed, ProcessCost Bare)
{
    public double MicrosecondsMore => Typed.CpuUs - Bare.CpuUs;

    public long BytesMore => Typed.Bytes - Bare.Bytes;
}
