using TypedMqttRpc;

namespace Diagnostics.TMR0002.Violation
{
    // <snippet:TMR0002-violation>
    public class House
    {
        [MqttService("home/lamp")]
        public partial interface ILamp // TMR0002
        {
            Task SwitchAsync(bool on, CancellationToken cancellationToken = default);
        }
    }
    // </snippet:TMR0002-violation>
}

namespace Diagnostics.TMR0002.Fix
{
    // <snippet:TMR0002-fix>
    public partial class House
    {
        [MqttService("home/lamp")]
        public partial interface ILamp
        {
            Task SwitchAsync(bool on, CancellationToken cancellationToken = default);
        }
    }
    // </snippet:TMR0002-fix>
}
