using TypedMqttRpc;

namespace Diagnostics.TMR0205.Violation
{
    // <snippet:TMR0205-violation>
    [MqttService("home/lamp")]
    public partial interface ILamp
    {
        Task SwitchAsync(bool on); // TMR0205
    }
    // </snippet:TMR0205-violation>
}

namespace Diagnostics.TMR0205.Fix
{
    // <snippet:TMR0205-fix>
    [MqttService("home/lamp")]
    public partial interface ILamp
    {
        Task SwitchAsync(bool on, CancellationToken cancellationToken = default);
    }
    // </snippet:TMR0205-fix>
}
