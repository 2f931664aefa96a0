namespace TypedMqttRpc.Benchmarks.Sides;

/// <summary>What both ends of a side are told when they begin.</summary>
/// <param name="Uri">The broker's address; for a caller without one the server's, and empty for that server.</param>
/// <param name="Services">How many services there are on the connection; only the typed side knows more than one.</param>
internal sealed record SideSettings(string Uri, int Services)
{
    public int Port => new Uri(Uri).Port;
}
