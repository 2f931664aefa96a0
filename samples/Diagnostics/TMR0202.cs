using TypedMqttRpc;

namespace Diagnostics.TMR0202.Violation
{
    // <snippet:TMR0202-violation>
    [MqttService("home/lamp")]
    public partial interface ILamp
    {
        Task ShowAsync(ReadOnlySpan<byte> image, CancellationToken cancellationToken = default); // TMR0202

        Task SwitchAsync(bool on, CancellationToken cancellationToken = default);
    }
    // </snippet:TMR0202-violation>
}

namespace Diagnostics.TMR0202.Fix
{
    // <snippet:TMR0202-fix>
    [MqttService("home/lamp")]
    public partial interface ILamp
    {
        Task ShowAsync(ReadOnlyMemory<byte> image, CancellationToken cancellationToken = default);

        Task SwitchAsync(bool on, CancellationToken cancellationToken = default);
    }
    // </snippet:TMR0202-fix>
}
