using TypedMqttRpc;

namespace Diagnostics.TMR0009.Violation
{
    // <snippet:TMR0009-violation>
    [MqttService("home/lamp")]
    public partial interface ILamp
    {
        Task SwitchAsync(bool on, CancellationToken cancellationToken = default);

        Task SwitchOffAsync(CancellationToken cancellationToken = default) => SwitchAsync(false, cancellationToken); // TMR0009
    }
    // </snippet:TMR0009-violation>
}

namespace Diagnostics.TMR0009.Fix
{
    // <snippet:TMR0009-fix>
    public static class LampShorthands
    {
        public static Task SwitchOffAsync(this ILamp lamp, CancellationToken cancellationToken = default) => lamp.SwitchAsync(false, cancellationToken);
    }

    [MqttService("home/lamp")]
    public partial interface ILamp
    {
        Task SwitchAsync(bool on, CancellationToken cancellationToken = default);
    }
    // </snippet:TMR0009-fix>
}
