using TypedMqttRpc;

namespace Diagnostics.TMR0003.Violation
{
    // <snippet:TMR0003-violation>
    public partial class House
    {
        [MqttService("home/lamp")]
        private partial interface ILamp // TMR0003
        {
            Task SwitchAsync(bool on, CancellationToken cancellationToken = default);
        }
    }
    // </snippet:TMR0003-violation>
}

namespace Diagnostics.TMR0003.Fix
{
    // <snippet:TMR0003-fix>
    public partial class House
    {
        [MqttService("home/lamp")]
        internal partial interface ILamp
        {
            Task SwitchAsync(bool on, CancellationToken cancellationToken = default);
        }
    }
    // </snippet:TMR0003-fix>
}
