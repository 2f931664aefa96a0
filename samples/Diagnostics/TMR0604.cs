using TypedMqttRpc;

namespace Diagnostics.TMR0604.Violation
{
    // <snippet:TMR0604-violation>
    [MqttService("home/lamp")]
    public partial interface ILamp
    {
        Task<Stream> GetImageAsync(CancellationToken cancellationToken = default); // TMR0604

        Task SwitchAsync(bool on, CancellationToken cancellationToken = default);
    }
    // </snippet:TMR0604-violation>
}

namespace Diagnostics.TMR0604.Fix
{
    // <snippet:TMR0604-fix>
    [MqttService("home/lamp")]
    public partial interface ILamp
    {
        Task<byte[]> GetImageAsync(CancellationToken cancellationToken = default);

        Task SwitchAsync(bool on, CancellationToken cancellationToken = default);
    }
    // </snippet:TMR0604-fix>
}
