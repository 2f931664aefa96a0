using TypedMqttRpc;

namespace Diagnostics.TMR0501.Violation
{
    // <snippet:TMR0501-violation>
    [MqttService("home/lamp")]
    public partial interface ILamp
    {
        [MqttMethod(Qos = 2)]
        Task SwitchAsync(bool on, CancellationToken cancellationToken = default); // TMR0501

        Task BlinkAsync(CancellationToken cancellationToken = default);
    }
    // </snippet:TMR0501-violation>
}

namespace Diagnostics.TMR0501.Fix
{
    // <snippet:TMR0501-fix>
    [MqttService("home/lamp")]
    public partial interface ILamp
    {
        [MqttMethod(Qos = 1)]
        Task SwitchAsync(bool on, CancellationToken cancellationToken = default);

        Task BlinkAsync(CancellationToken cancellationToken = default);
    }
    // </snippet:TMR0501-fix>
}
