using TypedMqttRpc;

namespace Diagnostics.TMR0001.Violation
{
    // <snippet:TMR0001-violation>
    [MqttService("home/lamp")]
    public interface ILamp // TMR0001
    {
        Task SwitchAsync(bool on, CancellationToken cancellationToken = default);
    }
    // </snippet:TMR0001-violation>
}

namespace Diagnostics.TMR0001.Fix
{
    // <snippet:TMR0001-fix>
    [MqttService("home/lamp")]
    public partial interface ILamp
    {
        Task SwitchAsync(bool on, CancellationToken cancellationToken = default);
    }
    // </snippet:TMR0001-fix>
}
