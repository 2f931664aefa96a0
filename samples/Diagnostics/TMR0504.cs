using TypedMqttRpc;

namespace Diagnostics.TMR0504.Violation
{
    // <snippet:TMR0504-violation>
    [MqttService("home/lamp")]
    public partial interface ILamp
    {
        Task SwitchAsync(bool on, CancellationToken cancellationToken = default);
    }

    public sealed class Lamp : ILamp
    {
        [MqttMethod(Idempotent = true)] // TMR0504
        public Task SwitchAsync(bool on, CancellationToken cancellationToken = default) => Task.CompletedTask;
    }
    // </snippet:TMR0504-violation>
}

namespace Diagnostics.TMR0504.Fix
{
    // <snippet:TMR0504-fix>
    [MqttService("home/lamp")]
    public partial interface ILamp
    {
        [MqttMethod(Idempotent = true)]
        Task SwitchAsync(bool on, CancellationToken cancellationToken = default);
    }

    public sealed class Lamp : ILamp
    {
        public Task SwitchAsync(bool on, CancellationToken cancellationToken = default) => Task.CompletedTask;
    }
    // </snippet:TMR0504-fix>
}
