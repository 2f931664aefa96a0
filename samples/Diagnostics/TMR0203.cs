using TypedMqttRpc;

namespace Diagnostics.TMR0203.Violation
{
    // <snippet:TMR0203-violation>
    [MqttService("home/lamp")]
    public partial interface ILamp
    {
        Task SwitchAsync(bool on, CancellationToken first, CancellationToken second); // TMR0203

        Task BlinkAsync(CancellationToken cancellationToken);
    }
    // </snippet:TMR0203-violation>
}

namespace Diagnostics.TMR0203.Fix
{
    // <snippet:TMR0203-fix>
    [MqttService("home/lamp")]
    public partial interface ILamp
    {
        Task SwitchAsync(bool on, CancellationToken cancellationToken = default);

        Task BlinkAsync(CancellationToken cancellationToken);
    }
    // </snippet:TMR0203-fix>
}
