using TypedMqttRpc;

namespace Diagnostics.TMR0102.Violation
{
    // <snippet:TMR0102-violation>
    [MqttService("home/lamp")]
    public partial interface ILamp
    {
        int GetLevel(CancellationToken cancellationToken = default); // TMR0102

        IAsyncEnumerable<int> WatchLevelAsync(CancellationToken cancellationToken = default); // TMR0102

        Task SwitchAsync(bool on, CancellationToken cancellationToken = default);
    }
    // </snippet:TMR0102-violation>
}

namespace Diagnostics.TMR0102.Fix
{
    // <snippet:TMR0102-fix>
    [MqttService("home/lamp")]
    public partial interface ILamp
    {
        Task<int> GetLevelAsync(CancellationToken cancellationToken = default);

        Task SwitchAsync(bool on, CancellationToken cancellationToken = default);
    }
    // </snippet:TMR0102-fix>
}
