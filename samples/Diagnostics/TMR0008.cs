using TypedMqttRpc;

namespace Diagnostics.TMR0008.Violation
{
    // <snippet:TMR0008-violation>
    [MqttService("home/lamp")]
    public partial interface ILamp
    {
        static abstract int MaxLevel { get; } // TMR0008

        Task SwitchAsync(bool on, CancellationToken cancellationToken = default);
    }
    // </snippet:TMR0008-violation>
}

namespace Diagnostics.TMR0008.Fix
{
    // <snippet:TMR0008-fix>
    [MqttService("home/lamp")]
    public partial interface ILamp
    {
        static int MaxLevel => 100;

        Task SwitchAsync(bool on, CancellationToken cancellationToken = default);
    }
    // </snippet:TMR0008-fix>
}
