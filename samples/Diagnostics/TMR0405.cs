using TypedMqttRpc;

namespace Diagnostics.TMR0405.Violation
{
    // <snippet:TMR0405-violation>
    [MqttService("{room}/lamps/{room}")]
    public partial interface ILamp // TMR0405
    {
        Task SwitchAsync(bool on, CancellationToken cancellationToken = default);
    }
    // </snippet:TMR0405-violation>
}

namespace Diagnostics.TMR0405.Fix
{
    // <snippet:TMR0405-fix>
    [MqttService("{room}/lamps/{lamp}")]
    public partial interface ILamp
    {
        Task SwitchAsync(bool on, CancellationToken cancellationToken = default);
    }
    // </snippet:TMR0405-fix>
}
