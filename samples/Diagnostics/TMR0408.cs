using TypedMqttRpc;

namespace Diagnostics.TMR0408.Violation
{
    // <snippet:TMR0408-violation>
    [MqttService("home\tlamp")]
    public partial interface ILamp // TMR0408
    {
        Task SwitchAsync(bool on, CancellationToken cancellationToken = default);
    }
    // </snippet:TMR0408-violation>
}

namespace Diagnostics.TMR0408.Fix
{
    // <snippet:TMR0408-fix>
    [MqttService("home/lamp")]
    public partial interface ILamp
    {
        Task SwitchAsync(bool on, CancellationToken cancellationToken = default);
    }
    // </snippet:TMR0408-fix>
}
