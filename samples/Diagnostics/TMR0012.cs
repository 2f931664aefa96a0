using TypedMqttRpc;

namespace Diagnostics.TMR0012.Violation
{
    // <snippet:TMR0012-violation>
    [MqttService("home/lamp")]
    public partial interface ILamp // TMR0012
    {
        const int MaxLevel = 100;
    }
    // </snippet:TMR0012-violation>
}

namespace Diagnostics.TMR0012.Fix
{
    // <snippet:TMR0012-fix>
    [MqttService("home/lamp")]
    public partial interface ILamp
    {
        const int MaxLevel = 100;

        Task SwitchAsync(bool on, CancellationToken cancellationToken = default);
    }
    // </snippet:TMR0012-fix>
}
