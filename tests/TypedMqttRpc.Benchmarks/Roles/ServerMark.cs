namespace TypedMqttRpc.Benchmarks.Roles;

/// <summary>A server's counts since it began.</summary>
/// <param name="Calls">Calls that were answered.</param>
/// <param name="CpuUs">Processor time in microseconds.</param>
/// <param name="Bytes">Bytes allocated.</param>
/// <param name="Seconds">The time at which this was so, by a clock that began at some moment.</param>
internal sealed record ServerMark(long Calls, double CpuUs, long Bytes, double Seconds);
