using TypedMqttRpc;

namespace Diagnostics.TMR0413.Violation
{
    // <snippet:TMR0413-violation>
    [MqttService("home/the-lamp-that-stands-in-the-corner-behind-the-sofa-the-lamp-that-stands-in-the-corner-behind-the-sofa-the-lamp-that-stands-in-the-corner-behind-the-sofa-the-lamp-that-stands-in-the-corner-behind-the-sofa-the-lamp-that-stands-in-the-corner-behind-the-sofa")]
    public partial interface ILamp // TMR0413
    {
        Task SwitchAsync(bool on, CancellationToken cancellationToken = default);
    }
    // </snippet:TMR0413-violation>
}

namespace Diagnostics.TMR0413.Fix
{
    // <snippet:TMR0413-fix>
    [MqttService("home/corner-lamp")]
    public partial interface ILamp
    {
        Task SwitchAsync(bool on, CancellationToken cancellationToken = default);
    }
    // </snippet:TMR0413-fix>
}
