using TypedMqttRpc;

namespace Diagnostics.TMR0412.Violation
{
    // <snippet:TMR0412-violation>
    [MqttService("earth/europe/{country}/{city}/{street}/{house}/{room}/lamp")]
    public partial interface ILamp // TMR0412
    {
        Task SwitchAsync(bool on, CancellationToken cancellationToken = default);
    }
    // </snippet:TMR0412-violation>
}

namespace Diagnostics.TMR0412.Fix
{
    // <snippet:TMR0412-fix>
    [MqttService("europe/{city}/{house}/{room}/lamp")]
    public partial interface ILamp
    {
        Task SwitchAsync(bool on, CancellationToken cancellationToken = default);
    }
    // </snippet:TMR0412-fix>
}
