using TypedMqttRpc;

namespace Diagnostics.TMR0007;

// <snippet:TMR0007-violation>
[MqttService("home/lamp")]
public partial interface ILamp // TMR0007
{
    Task SwitchAsync(bool on, CancellationToken cancellationToken = default);
}
// </snippet:TMR0007-violation>
