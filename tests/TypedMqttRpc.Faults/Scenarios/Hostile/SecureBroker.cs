using TypedMqttRpc.BrokerTests.Brokers.Mosquitto;

namespace TypedMqttRpc.Faults.Scenarios.Hostile;

/// <summary>
/// A Mosquitto where everybody has a name, or one where everybody may do everything. Everybody's client id is their user name, for which the broker
/// vouches; in production its <c>use_username_as_clientid</c> makes sure of that.
/// </summary>
internal static class SecureBroker
{
    public const string Server = "server";
    public const string Alice = "alice";
    public const string Mallory = "mallory";
    public const string Evil = "evil";
    public const string Auditor = "auditor";

    private const string Acl = """
        pattern read clients/%u/r/#
        pattern write faults/secure/+/%u
        pattern write faults/secure/_/cancel/%u
        pattern write _rpc/gone/%u
        pattern read _rpc/#
        user server
        topic read faults/secure/#
        topic write clients/+/r/SecureProbe
        topic write _rpc/services/SecureProbe/server
        user evil
        topic read faults/evil/#
        topic write clients/+/r/Evil
        topic write _rpc/services/Evil/evil
        user auditor
        topic read #
        topic read $SYS/#

        """;

    public static MosquittoOptions With(bool acl) => acl
        ? new()
        {
            Users = new[] { Server, Alice, Mallory, Evil, Auditor }.ToDictionary(static name => name, static name => name),
            Acl = Acl,
        }
        : new();
}
