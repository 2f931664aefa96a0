namespace TypedMqttRpc.Benchmarks.Processes;

/// <summary>What this process has cost since it began.</summary>
/// <param name="CpuUs">Processor time in microseconds.</param>
/// <param name="Bytes">Bytes that were allocated on the heap.</param>
internal readonly record struct ProcessCost(double CpuUs, long Bytes)
{
    public static ProcessCost Now() => new(Environment.CpuUsage.TotalTime.TotalMicroseconds, GC.GetTotalAllocatedBytes(precise: true));
}
