using TypedMqttRpc;

namespace Diagnostics.TMR0005.Violation
{
    // <snippet:TMR0005-violation>
    [MqttService("home/lamp")]
    public partial interface ILamp
    {
        int Level { get; } // TMR0005

        Task SwitchAsync(bool on, CancellationToken cancellationToken = default);
    }
    // </snippet:TMR0005-violation>
}

namespace Diagnostics.TMR0005.Fix
{
    // <snippet:TMR0005-fix>
    [MqttService("home/lamp")]
    public partial interface ILamp
    {
        Task<int> GetLevelAsync(CancellationToken cancellationToken = default);

        Task SwitchAsync(bool on, CancellationToken cancellationToken = default);
    }
    // </snippet:TMR0005-fix>
}
