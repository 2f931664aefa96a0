namespace TypedMqttRpc.BrokerTests.EndToEnd;

/// <summary>Tests that measure time run one after the other, when no other test runs.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
