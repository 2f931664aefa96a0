using TypedMqttRpc;

namespace Diagnostics.TMR0409.Violation
{
    // <snippet:TMR0409-violation>
    [MqttService("house/floor/{room}/lamp")]
    public partial interface ILamp
    {
        Task SwitchAsync(bool on, CancellationToken cancellationToken = default);
    }

    [MqttService("house/floor/kitchen/{pet}")]
    public partial interface IPet // TMR0409
    {
        Task FeedAsync(CancellationToken cancellationToken = default);
    }
    // </snippet:TMR0409-violation>
}

namespace Diagnostics.TMR0409.Fix
{
    // <snippet:TMR0409-fix>
    [MqttService("house/lights/{room}")]
    public partial interface ILamp
    {
        Task SwitchAsync(bool on, CancellationToken cancellationToken = default);
    }

    [MqttService("house/pets/{room}")]
    public partial interface IPet
    {
        Task FeedAsync(CancellationToken cancellationToken = default);
    }
    // </snippet:TMR0409-fix>
}
