namespace TypedMqttRpc.Benchmarks.Load;

/// <summary>What a caller is to do.</summary>
/// <param name="Qos">The quality of service of requests and responses.</param>
/// <param name="Payload">About how many bytes a parcel takes in MessagePack.</param>
/// <param name="InFlight">How many calls are under way at any time.</param>
internal sealed record LoadShape(int Qos, int Payload, int InFlight);
