using TypedMqttRpc;

namespace Diagnostics.TMR0407.Violation
{
    // <snippet:TMR0407-violation>
    [MqttService("$home/lamp")]
    public partial interface ILamp // TMR0407
    {
        Task SwitchAsync(bool on, CancellationToken cancellationToken = default);
    }
    // </snippet:TMR0407-violation>
}

namespace Diagnostics.TMR0407.Fix
{
    // <snippet:TMR0407-fix>
    [MqttService("home/lamp")]
    public partial interface ILamp
    {
        Task SwitchAsync(bool on, CancellationToken cancellationToken = default);
    }
    // </snippet:TMR0407-fix>
}
