using TypedMqttRpc;

namespace Diagnostics.TMR0506.Violation
{
    // <snippet:TMR0506-violation>
    [MqttService("home/lamp")]
    public partial interface ILamp
    {
        [MqttMethod(Name = "switch/on")]
        Task SwitchOnAsync(CancellationToken cancellationToken = default); // TMR0506

        Task BlinkAsync(CancellationToken cancellationToken = default);
    }
    // </snippet:TMR0506-violation>
}

namespace Diagnostics.TMR0506.Fix
{
    // <snippet:TMR0506-fix>
    [MqttService("home/lamp")]
    public partial interface ILamp
    {
        [MqttMethod(Name = "switch-on")]
        Task SwitchOnAsync(CancellationToken cancellationToken = default);

        Task BlinkAsync(CancellationToken cancellationToken = default);
    }
    // </snippet:TMR0506-fix>
}
