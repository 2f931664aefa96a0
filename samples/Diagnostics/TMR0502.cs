using TypedMqttRpc;

namespace Diagnostics.TMR0502.Violation
{
    // <snippet:TMR0502-violation>
    [MqttService("home/lamp")]
    public partial interface ILamp
    {
        [MqttMethod(TimeoutMs = -1)]
        Task SwitchAsync(bool on, CancellationToken cancellationToken = default); // TMR0502

        Task BlinkAsync(CancellationToken cancellationToken = default);
    }
    // </snippet:TMR0502-violation>
}

namespace Diagnostics.TMR0502.Fix
{
    // <snippet:TMR0502-fix>
    [MqttService("home/lamp")]
    public partial interface ILamp
    {
        [MqttMethod(TimeoutMs = 2_000)]
        Task SwitchAsync(bool on, CancellationToken cancellationToken = default);

        Task BlinkAsync(CancellationToken cancellationToken = default);
    }
    // </snippet:TMR0502-fix>
}
