using TypedMqttRpc;

namespace Diagnostics.TMR0507.Violation
{
    // <snippet:TMR0507-violation>
    [MqttService("home/lamp")]
    public partial interface ILamp
    {
        [RpcFault(typeof(List<int>))]
        [RpcFault(typeof(List<string>))]
        Task SwitchAsync(bool on, CancellationToken cancellationToken = default); // TMR0507
    }
    // </snippet:TMR0507-violation>
}

namespace Diagnostics.TMR0507.Fix
{
    // <snippet:TMR0507-fix>
    [MqttService("home/lamp")]
    public partial interface ILamp
    {
        [RpcFault(typeof(List<int>), Name = "lamps")]
        [RpcFault(typeof(List<string>), Name = "reasons")]
        Task SwitchAsync(bool on, CancellationToken cancellationToken = default);
    }
    // </snippet:TMR0507-fix>
}
