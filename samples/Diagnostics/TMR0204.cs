using TypedMqttRpc;

namespace Diagnostics.TMR0204.Violation
{
    // <snippet:TMR0204-violation>
    [MqttService("home/lamp")]
    public partial interface ILamp
    {
        Task SwitchAsync(CancellationToken cancellationToken, bool on); // TMR0204
    }
    // </snippet:TMR0204-violation>
}

namespace Diagnostics.TMR0204.Fix
{
    // <snippet:TMR0204-fix>
    [MqttService("home/lamp")]
    public partial interface ILamp
    {
        Task SwitchAsync(bool on, CancellationToken cancellationToken);
    }
    // </snippet:TMR0204-fix>
}
