using TypedMqttRpc;

namespace Diagnostics.TMR0201.Violation
{
    // <snippet:TMR0201-violation>
    [MqttService("home/lamp")]
    public partial interface ILamp
    {
        Task GetLevelAsync(ref int level, CancellationToken cancellationToken = default); // TMR0201

        Task SwitchAsync(bool on, CancellationToken cancellationToken = default);
    }
    // </snippet:TMR0201-violation>
}

namespace Diagnostics.TMR0201.Fix
{
    // <snippet:TMR0201-fix>
    [MqttService("home/lamp")]
    public partial interface ILamp
    {
        Task<int> GetLevelAsync(CancellationToken cancellationToken = default);

        Task SwitchAsync(bool on, CancellationToken cancellationToken = default);
    }
    // </snippet:TMR0201-fix>
}
