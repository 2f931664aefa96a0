namespace TypedMqttRpc.BrokerTests.Brokers;

/// <summary>What the shared brokers need of the scenario runner.</summary>
internal static class TestRun
{
    public static Exception Skip(string reason) => new InvalidOperationException(reason);

    /// <summary>A broker's log is thousands of lines; it is kept in memory and shown by nobody.</summary>
    public static void Tell(string text) => _ = text;
}
