using TypedMqttRpc;

namespace Diagnostics.TMR0106.Violation
{
    // <snippet:TMR0106-violation>
    [MqttService("home/lamp")]
    public partial interface ILamp
    {
        Task Switch(CancellationToken cancellationToken = default);

        Task SwitchAsync(CancellationToken cancellationToken = default); // TMR0106
    }
    // </snippet:TMR0106-violation>
}

namespace Diagnostics.TMR0106.Fix
{
    // <snippet:TMR0106-fix>
    [MqttService("home/lamp")]
    public partial interface ILamp
    {
        [MqttMethod(Name = "toggle")]
        Task Switch(CancellationToken cancellationToken = default);

        Task SwitchAsync(CancellationToken cancellationToken = default);
    }
    // </snippet:TMR0106-fix>
}
