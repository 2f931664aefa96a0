namespace TypedMqttRpc.BrokerTests.Brokers;

/// <summary>
/// What the brokers need of whatever runs the tests. The project with the fault scenarios shares the brokers' files, and has another one of this.
/// </summary>
internal static class TestRun
{
    /// <summary>Skips the test.</summary>
    /// <returns>Nothing: it throws, and is thrown only so that the compiler knows.</returns>
    public static Exception Skip(string reason)
    {
        Assert.Skip(reason);
        return new InvalidOperationException(reason);
    }

    /// <summary>Shows a text when the test fails.</summary>
    public static void Tell(string text) => TestContext.Current.TestOutputHelper?.WriteLine(text);
}
