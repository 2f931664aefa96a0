using TypedMqttRpc;

namespace Diagnostics.TMR0402.Violation
{
    // <snippet:TMR0402-violation>
    [MqttService("home/+/lamp")]
    public partial interface ILamp // TMR0402
    {
        Task SwitchAsync(bool on, CancellationToken cancellationToken = default);
    }
    // </snippet:TMR0402-violation>
}

namespace Diagnostics.TMR0402.Fix
{
    // <snippet:TMR0402-fix>
    [MqttService("home/{room}/lamp")]
    public partial interface ILamp
    {
        Task SwitchAsync(bool on, CancellationToken cancellationToken = default);
    }
    // </snippet:TMR0402-fix>
}
