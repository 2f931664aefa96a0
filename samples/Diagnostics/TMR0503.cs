using TypedMqttRpc;

namespace Diagnostics.TMR0503.Violation
{
    // <snippet:TMR0503-violation>
    [MqttService("home/lamp")]
    public partial interface ILamp
    {
        [RpcFault(typeof(List<>))]
        Task SwitchAsync(bool on, CancellationToken cancellationToken = default); // TMR0503

        Task BlinkAsync(CancellationToken cancellationToken = default);
    }
    // </snippet:TMR0503-violation>
}

namespace Diagnostics.TMR0503.Fix
{
    // <snippet:TMR0503-fix>
    [MqttService("home/lamp")]
    public partial interface ILamp
    {
        [RpcFault(typeof(List<string>))]
        Task SwitchAsync(bool on, CancellationToken cancellationToken = default);

        Task BlinkAsync(CancellationToken cancellationToken = default);
    }
    // </snippet:TMR0503-fix>
}
