using TypedMqttRpc;

namespace Diagnostics.TMR0010.Violation
{
    // <snippet:TMR0010-violation>
    public interface ISwitch
    {
        Task SwitchAsync(bool on, CancellationToken cancellationToken = default);
    }

    [MqttService("home/lamp")]
    public partial interface ILamp : ISwitch // TMR0010
    {
        Task DimAsync(int level, CancellationToken cancellationToken = default);
    }
    // </snippet:TMR0010-violation>
}

namespace Diagnostics.TMR0010.Fix
{
    // <snippet:TMR0010-fix>
    [MqttService("home/switch")]
    public partial interface ISwitch
    {
        Task SwitchAsync(bool on, CancellationToken cancellationToken = default);
    }

    [MqttService("home/lamp")]
    public partial interface ILamp : ISwitch
    {
        Task DimAsync(int level, CancellationToken cancellationToken = default);
    }
    // </snippet:TMR0010-fix>
}
