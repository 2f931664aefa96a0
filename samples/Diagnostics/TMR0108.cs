using TypedMqttRpc;

namespace Diagnostics.TMR0108.Violation
{
    // <snippet:TMR0108-violation>
    [MqttService("home/lamp")]
    public partial interface ILamp
    {
        [MqttMethod(OneWay = true)]
        Task<int> BlinkAsync(CancellationToken cancellationToken = default); // TMR0108

        Task SwitchAsync(bool on, CancellationToken cancellationToken = default);
    }
    // </snippet:TMR0108-violation>
}

namespace Diagnostics.TMR0108.Fix
{
    // <snippet:TMR0108-fix>
    [MqttService("home/lamp")]
    public partial interface ILamp
    {
        [MqttMethod(OneWay = true)]
        Task BlinkAsync(CancellationToken cancellationToken = default);

        Task SwitchAsync(bool on, CancellationToken cancellationToken = default);
    }
    // </snippet:TMR0108-fix>
}
