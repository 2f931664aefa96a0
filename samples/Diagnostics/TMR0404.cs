using TypedMqttRpc;

namespace Diagnostics.TMR0404.Violation
{
    // <snippet:TMR0404-violation>
    [MqttService("home/room-{room}/lamp")]
    public partial interface ILamp // TMR0404
    {
        Task SwitchAsync(bool on, CancellationToken cancellationToken = default);
    }
    // </snippet:TMR0404-violation>
}

namespace Diagnostics.TMR0404.Fix
{
    // <snippet:TMR0404-fix>
    [MqttService("home/room/{room}/lamp")]
    public partial interface ILamp
    {
        Task SwitchAsync(bool on, CancellationToken cancellationToken = default);
    }
    // </snippet:TMR0404-fix>
}
