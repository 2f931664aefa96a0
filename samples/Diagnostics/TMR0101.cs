using TypedMqttRpc;

namespace Diagnostics.TMR0101.Violation
{
    // <snippet:TMR0101-violation>
    [MqttService("home/lamp")]
    public partial interface ILamp
    {
        Task SetAsync<T>(string name, T value, CancellationToken cancellationToken = default); // TMR0101

        Task SwitchAsync(bool on, CancellationToken cancellationToken = default);
    }
    // </snippet:TMR0101-violation>
}

namespace Diagnostics.TMR0101.Fix
{
    // <snippet:TMR0101-fix>
    [MqttService("home/lamp")]
    public partial interface ILamp
    {
        Task SetLevelAsync(int level, CancellationToken cancellationToken = default);

        Task SwitchAsync(bool on, CancellationToken cancellationToken = default);
    }
    // </snippet:TMR0101-fix>
}
