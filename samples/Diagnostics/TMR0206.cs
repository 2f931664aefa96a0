using TypedMqttRpc;

namespace Diagnostics.TMR0206.Violation
{
    // <snippet:TMR0206-violation>
    [MqttService("home/lamp")]
    public partial interface ILamp
    {
        Task ShowAsync(Stream image, CancellationToken cancellationToken = default); // TMR0206

        Task SwitchAsync(bool on, CancellationToken cancellationToken = default);
    }
    // </snippet:TMR0206-violation>
}

namespace Diagnostics.TMR0206.Fix
{
    // <snippet:TMR0206-fix>
    [MqttService("home/lamp")]
    public partial interface ILamp
    {
        Task ShowAsync(byte[] image, CancellationToken cancellationToken = default);

        Task SwitchAsync(bool on, CancellationToken cancellationToken = default);
    }
    // </snippet:TMR0206-fix>
}
