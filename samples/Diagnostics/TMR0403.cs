using TypedMqttRpc;

namespace Diagnostics.TMR0403.Violation
{
    // <snippet:TMR0403-violation>
    [MqttService("home/{deviceID}/lamp")]
    public partial interface ILamp
    {
        Task SwitchAsync(string deviceId, bool on, CancellationToken cancellationToken = default); // TMR0403
    }
    // </snippet:TMR0403-violation>
}

namespace Diagnostics.TMR0403.Fix
{
    // <snippet:TMR0403-fix>
    [MqttService("home/{deviceId}/lamp")]
    public partial interface ILamp
    {
        Task SwitchAsync(string deviceId, bool on, CancellationToken cancellationToken = default);
    }
    // </snippet:TMR0403-fix>
}
