using TypedMqttRpc;

namespace Diagnostics.TMR0011.Violation
{
    // <snippet:TMR0011-violation>
    public sealed class LampClient;

    [MqttService("home/lamp")]
    public partial interface ILamp // TMR0011
    {
        Task SwitchAsync(bool on, CancellationToken cancellationToken = default);
    }
    // </snippet:TMR0011-violation>
}

namespace Diagnostics.TMR0011.Fix
{
    // <snippet:TMR0011-fix>
    public sealed class LampControl;

    [MqttService("home/lamp")]
    public partial interface ILamp
    {
        Task SwitchAsync(bool on, CancellationToken cancellationToken = default);
    }
    // </snippet:TMR0011-fix>
}
