using TypedMqttRpc;

namespace Diagnostics.TMR0004.Violation
{
    // <snippet:TMR0004-violation>
    [MqttService("home/setting")]
    public partial interface ISetting<T> // TMR0004
    {
        Task SetAsync(T value, CancellationToken cancellationToken = default);
    }
    // </snippet:TMR0004-violation>
}

namespace Diagnostics.TMR0004.Fix
{
    // <snippet:TMR0004-fix>
    [MqttService("home/setting")]
    public partial interface ISetting
    {
        Task SetAsync(double value, CancellationToken cancellationToken = default);
    }
    // </snippet:TMR0004-fix>
}
