using TypedMqttRpc;

namespace Diagnostics.TMR0505.Violation
{
    // <snippet:TMR0505-violation>
    [MqttService("home/lamp", Group = "all/lamps")]
    public partial interface ILamp // TMR0505
    {
        Task SwitchAsync(bool on, CancellationToken cancellationToken = default);
    }
    // </snippet:TMR0505-violation>
}

namespace Diagnostics.TMR0505.Fix
{
    // <snippet:TMR0505-fix>
    [MqttService("home/lamp", Group = "lamps")]
    public partial interface ILamp
    {
        Task SwitchAsync(bool on, CancellationToken cancellationToken = default);
    }
    // </snippet:TMR0505-fix>
}
