using TypedMqttRpc;

namespace Diagnostics.TMR0107.Violation
{
    // <snippet:TMR0107-violation>
    [MqttService("home/lamp")]
    public partial interface ILamp
    {
        Task DimAsync(int level, CancellationToken cancellationToken = default);

        Task DimAsync(TimeSpan slowly, CancellationToken cancellationToken = default); // TMR0107
    }
    // </snippet:TMR0107-violation>
}

namespace Diagnostics.TMR0107.Fix
{
    // <snippet:TMR0107-fix>
    [MqttService("home/lamp")]
    public partial interface ILamp
    {
        Task DimAsync(int level, CancellationToken cancellationToken = default);

        [MqttMethod(Name = "dimSlowly")]
        Task DimAsync(TimeSpan slowly, CancellationToken cancellationToken = default);
    }
    // </snippet:TMR0107-fix>
}
