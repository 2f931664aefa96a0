using TypedMqttRpc.Faults.Scenarios.Broker;
using TypedMqttRpc.Faults.Scenarios.Delivery;
using TypedMqttRpc.Faults.Scenarios.Endings;
using TypedMqttRpc.Faults.Scenarios.Groups;
using TypedMqttRpc.Faults.Scenarios.Handlers;
using TypedMqttRpc.Faults.Scenarios.Hostile;
using TypedMqttRpc.Faults.Scenarios.Network;
using TypedMqttRpc.Faults.Scenarios.Pressure;
using TypedMqttRpc.Faults.Scenarios.Versions;

namespace TypedMqttRpc.Faults.Runner;

/// <summary>All scenarios, in the order in which they run and are printed.</summary>
internal static class ScenarioTable
{
    public static IReadOnlyList<Scenario> All { get; } =
    [
        KilledBroker.Resume,
        KilledBroker.FailFast,
        RestartMatrix.Scenario,
        Resets.OfCaller,
        Resets.OfServer,
        KilledServer.Scenario,
        HalfOpen.Scenario,
        FrozenBroker.Scenario,
        ServerKeepAlive.Scenario,
        LateBroker.Scenario,
        BridgedBrokers.Scenario,
        Takeover.Scenario,
        LossReasons.Scenario,
        Duplicates.Scenario,
        LateResponses.Scenario,
        RetainedRequests.Scenario,
        ExpiredRequests.Scenario,
        ExpiredRequests.Behind,
        WrongClocks.Scenario,
        SubscribeRace.Scenario,
        RefusedSubscriptions.Scenario,
        OversizePackets.Scenario,
        ReceiveMaximum.Scenario,
        NoResponder.Scenario,
        NoResponder.WithMonitor,
        ContractVersions.Scenario,
        QueueDrop.Scenario,
        Crosstalk.Scenario,
        BlockedHandlers.OtherCalls,
        NestedCalls.Scenario,
        BlockedHandlers.Reconnect,
        ThrowingHandlers.Scenario,
        InlineContinuations.Scenario,
        StarvedThreads.Blocked,
        StarvedThreads.Pool,
        Overload.Scenario,
        Overload.Fair,
        Cancels.Scenario,
        Disposals.Scenario,
        SharedGroup.Killed,
        SharedGroup.Hung,
        HostileRequests.Scenario,
        Fuzz.Scenario,
        Forgery.Scenario,
        Reflection.Scenario,
        WrongAccess.Scenario,
        Certificates.Scenario,
        DuplicateCap.Scenario,
        Leak.Scenario,
    ];

    /// <exception cref="ArgumentException">A name is unknown.</exception>
    public static IReadOnlyList<Scenario> Select(CommandLine arguments)
    {
        foreach (string id in arguments.Only)
        {
            if (All.All(scenario => !Is(scenario, id)))
            {
                throw new ArgumentException($"There is no scenario '{id}'; --list shows all.");
            }
        }

        return [.. All.Where(scenario => arguments.Only.Count > 0 ? arguments.Only.Any(id => Is(scenario, id)) : scenario.InShort || !arguments.Short)];
    }

    private static bool Is(Scenario scenario, string id) => scenario.Id.Equals(id, StringComparison.OrdinalIgnoreCase);
}
