using TypedMqttRpc;

namespace Diagnostics.TMR0105.Violation
{
    // <snippet:TMR0105-violation>
    [MqttService("home/lamp")]
    public partial interface ILamp
    {
        Task<Task<int>> GetLevelAsync(CancellationToken cancellationToken = default); // TMR0105

        Task SwitchAsync(bool on, CancellationToken cancellationToken = default);
    }
    // </snippet:TMR0105-violation>
}

namespace Diagnostics.TMR0105.Fix
{
    // <snippet:TMR0105-fix>
    [MqttService("home/lamp")]
    public partial interface ILamp
    {
        Task<int> GetLevelAsync(CancellationToken cancellationToken = default);

        Task SwitchAsync(bool on, CancellationToken cancellationToken = default);
    }
    // </snippet:TMR0105-fix>
}
