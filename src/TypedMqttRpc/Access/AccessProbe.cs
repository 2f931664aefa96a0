using TypedMqttRpc.Topics;

namespace TypedMqttRpc.Access;

/// <summary>A message to a topic of the connection's own, by which it learns of a right to publish, and if it subscribes there, of one to read.</summary>
/// <param name="Topic">Where it goes.</param>
/// <param name="Writes">The topic that publishing there stands for; <see langword="null"/> if a refusal means nothing to the connection.</param>
/// <param name="Reads">The filter under which it comes back; <see langword="null"/> if it need not.</param>
/// <param name="WritePurpose">What publishing is needed for.</param>
/// <param name="ReadPurpose">What reading is needed for.</param>
/// <param name="IsShared">Another member of a group may get it.</param>
internal sealed record AccessProbe(string Topic, string? Writes, string? Reads, string WritePurpose = "", string ReadPurpose = "", bool IsShared = false)
{
    /// <summary>A level that no service, method or client has as its name.</summary>
    private const string ProbeLevel = "_check";

    public static AccessProbe Responses(string clientId) =>
        new(ServiceTopics.Response(clientId, ProbeLevel), Writes: null, ServiceTopics.ResponseFilter(clientId), ReadPurpose: "the answers to its calls");

    /// <summary>An empty message there says that a client is not gone.</summary>
    public static AccessProbe Departures(string? prefix, string clientId, bool isWatching) => new(
        ServiceTopics.Gone(prefix, clientId),
        ServiceTopics.Gone(prefix, clientId),
        isWatching ? ServiceTopics.GoneFilter(prefix) : null,
        "its Will, by which callers learn of its end",
        "the Wills of servers, by which its calls end early");

    /// <summary>To a client that cannot exist.</summary>
    public static AccessProbe Answers(string service) =>
        new(ServiceTopics.Response(ProbeLevel, service), ServiceTopics.Response("+", service), Reads: null, $"the answers of {service}");

    public static AccessProbe Requests(string filter, string name, bool isShared) =>
        new(filter.Replace("+", ProbeLevel, StringComparison.Ordinal).Replace("#", ProbeLevel, StringComparison.Ordinal),
            Writes: null,
            filter,
            ReadPurpose: $"what is sent to {name}",
            IsShared: isShared);
}
