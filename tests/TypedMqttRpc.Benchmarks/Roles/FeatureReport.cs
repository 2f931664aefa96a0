namespace TypedMqttRpc.Benchmarks.Roles;

/// <summary>What a call costs with everything on and with nothing on, in the same process, a number for each repetition.</summary>
/// <param name="TypedUs">Processor time of both ends in microseconds, with everything on.</param>
/// <param name="BareUs">The same with nothing on.</param>
/// <param name="TypedBytes">Bytes that both ends allocate, with everything on.</param>
/// <param name="BareBytes">The same with nothing on.</param>
internal sealed record FeatureReport(double[] TypedUs, double[] BareUs, double[] TypedBytes, double[] BareBytes);
