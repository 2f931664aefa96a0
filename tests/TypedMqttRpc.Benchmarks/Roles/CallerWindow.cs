namespace TypedMqttRpc.Benchmarks.Roles;

/// <summary>What a caller has seen during one window.</summary>
/// <param name="Calls">Calls that ended in it.</param>
/// <param name="Seconds">How long it was.</param>
/// <param name="P50Us">Half of the calls took at most so many microseconds.</param>
/// <param name="P99Us">All but one in a hundred took at most so many.</param>
/// <param name="CpuUs">Processor time of the process, in microseconds.</param>
/// <param name="Bytes">Bytes that the process allocated.</param>
/// <param name="ObjectBytes">Bytes that one response object takes, whatever brings it.</param>
internal sealed record CallerWindow(long Calls, double Seconds, double P50Us, double P99Us, double CpuUs, long Bytes, long ObjectBytes);
