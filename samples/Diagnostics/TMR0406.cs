using TypedMqttRpc;

namespace Diagnostics.TMR0406.Violation
{
    // <snippet:TMR0406-violation>
    [MqttService("home/{room}/lamp")]
    public partial interface ILamp
    {
        Task SwitchAsync(double room, bool on, CancellationToken cancellationToken = default); // TMR0406

        Task BlinkAsync(int room, CancellationToken cancellationToken = default);
    }
    // </snippet:TMR0406-violation>
}

namespace Diagnostics.TMR0406.Fix
{
    // <snippet:TMR0406-fix>
    [MqttService("home/{room}/lamp")]
    public partial interface ILamp
    {
        Task SwitchAsync(int room, bool on, CancellationToken cancellationToken = default);

        Task BlinkAsync(int room, CancellationToken cancellationToken = default);
    }
    // </snippet:TMR0406-fix>
}
