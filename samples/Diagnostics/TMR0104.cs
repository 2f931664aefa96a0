using TypedMqttRpc;

namespace Diagnostics.TMR0104.Violation
{
    // <snippet:TMR0104-violation>
    [MqttService("home/lamp")]
    public partial interface ILamp
    {
        ref int GetLevel(CancellationToken cancellationToken = default); // TMR0104

        Task SwitchAsync(bool on, CancellationToken cancellationToken = default);
    }
    // </snippet:TMR0104-violation>
}

namespace Diagnostics.TMR0104.Fix
{
    // <snippet:TMR0104-fix>
    [MqttService("home/lamp")]
    public partial interface ILamp
    {
        Task<int> GetLevelAsync(CancellationToken cancellationToken = default);

        Task SwitchAsync(bool on, CancellationToken cancellationToken = default);
    }
    // </snippet:TMR0104-fix>
}
