using TypedMqttRpc;

namespace Diagnostics.TMR0103.Violation
{
    // <snippet:TMR0103-violation>
    [MqttService("home/lamp")]
    public partial interface ILamp
    {
        void Blink(CancellationToken cancellationToken = default); // TMR0103

        Task SwitchAsync(bool on, CancellationToken cancellationToken = default);
    }
    // </snippet:TMR0103-violation>
}

namespace Diagnostics.TMR0103.Fix
{
    // <snippet:TMR0103-fix>
    [MqttService("home/lamp")]
    public partial interface ILamp
    {
        [MqttMethod(OneWay = true)]
        Task BlinkAsync(CancellationToken cancellationToken = default);

        Task SwitchAsync(bool on, CancellationToken cancellationToken = default);
    }
    // </snippet:TMR0103-fix>
}
