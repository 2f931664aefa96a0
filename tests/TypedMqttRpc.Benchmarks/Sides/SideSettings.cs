namespace TypedMqttRpc.Benchmarks.Sides;

/// <summary>What both ends of a side are told when they begin.</summary>
/// <param name="Side">The side's name.</param>
/// <param name="Uri">The broker's address; for a caller without one the server's, and empty for that server.</param>
/// <param name="Services">How many services there are on the connection; only the typed side knows more than one.</param>
internal sealed record SideSettings(string Side, string Uri, int Services)
{
    public int Port => new Uri(Uri).Port;

    /// <summary>
    /// What the side's topics begin with, as no other's do: all sides of a broker stay connected, and a request that two servers know would be answered by both.
    /// </summary>
    public string TopicPrefix => $"{Side}-{Services}";
}
