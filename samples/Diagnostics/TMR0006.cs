using TypedMqttRpc;

namespace Diagnostics.TMR0006.Violation
{
    // <snippet:TMR0006-violation>
    [MqttService("home/lamp")]
    public partial interface ILamp
    {
        event Action Switched; // TMR0006

        Task SwitchAsync(bool on, CancellationToken cancellationToken = default);
    }
    // </snippet:TMR0006-violation>
}

namespace Diagnostics.TMR0006.Fix
{
    // <snippet:TMR0006-fix>
    /// <summary>What a listener serves, and the lamp calls.</summary>
    [MqttService("home/lamp-listener")]
    public partial interface ILampListener
    {
        [MqttMethod(OneWay = true)]
        Task SwitchedAsync(bool on, CancellationToken cancellationToken = default);
    }
    // </snippet:TMR0006-fix>
}
