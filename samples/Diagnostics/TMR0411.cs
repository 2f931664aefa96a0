using TypedMqttRpc;

namespace Diagnostics.TMR0411.Violation
{
    // <snippet:TMR0411-violation>
    [MqttService("home/{room}/lamp")]
    public partial interface ILamp
    {
        Task SwitchAsync(string? room, bool on, CancellationToken cancellationToken = default); // TMR0411
    }
    // </snippet:TMR0411-violation>
}

namespace Diagnostics.TMR0411.Fix
{
    // <snippet:TMR0411-fix>
    [MqttService("home/{room}/lamp")]
    public partial interface ILamp
    {
        Task SwitchAsync(string room, bool on, CancellationToken cancellationToken = default);
    }
    // </snippet:TMR0411-fix>
}
