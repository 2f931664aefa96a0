using TypedMqttRpc;

namespace Diagnostics.TMR0603.Violation
{
    // <snippet:TMR0603-violation>
    [MqttService("home/lamp")]
    public partial interface ILamp
    {
        Task SetAsync(string name, object value, CancellationToken cancellationToken = default); // TMR0603
    }
    // </snippet:TMR0603-violation>
}

namespace Diagnostics.TMR0603.Fix
{
    // <snippet:TMR0603-fix>
    [MqttService("home/lamp")]
    public partial interface ILamp
    {
        Task SetLevelAsync(int level, CancellationToken cancellationToken = default);
    }
    // </snippet:TMR0603-fix>
}
