using TypedMqttRpc;

namespace Diagnostics.TMR0401.Violation
{
    // <snippet:TMR0401-violation>
    [MqttService("home//lamp")]
    public partial interface ILamp // TMR0401
    {
        Task SwitchAsync(bool on, CancellationToken cancellationToken = default);
    }
    // </snippet:TMR0401-violation>
}

namespace Diagnostics.TMR0401.Fix
{
    // <snippet:TMR0401-fix>
    [MqttService("home/lamp")]
    public partial interface ILamp
    {
        Task SwitchAsync(bool on, CancellationToken cancellationToken = default);
    }
    // </snippet:TMR0401-fix>
}
