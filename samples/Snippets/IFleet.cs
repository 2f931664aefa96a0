using TypedMqttRpc;

namespace Snippets;

// <snippet:fleet>
/// <summary>All thermostats of a house. The device is a parameter, so one client calls any of them.</summary>
[MqttService("home/{deviceId}/admin")]
public partial interface IFleet
{
    ValueTask RestartAsync(string deviceId, CancellationToken cancellationToken = default);

    Task<string> GetVersionAsync(string deviceId, CancellationToken cancellationToken = default);
}
// </snippet:fleet>
