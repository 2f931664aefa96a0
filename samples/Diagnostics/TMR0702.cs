using TypedMqttRpc;

#if CS0311 // The compiler refuses it as well.
namespace Diagnostics.TMR0702.Violation
{
    // <snippet:TMR0702-violation>
    [MqttService("home/lamp")]
    public partial interface ILamp
    {
        Task SwitchAsync(bool on, CancellationToken cancellationToken = default);
    }

    public sealed class Lamp : ILamp
    {
        public Task SwitchAsync(bool on, CancellationToken cancellationToken = default) => Task.CompletedTask;
    }

    public static class Program
    {
        public static Task RunAsync(MqttRpcConnection connection) => connection.ServeAsync(new Lamp()); // TMR0702
    }
    // </snippet:TMR0702-violation>
}
#endif

namespace Diagnostics.TMR0702.Fix
{
    // <snippet:TMR0702-fix>
    [MqttService("home/lamp")]
    public partial interface ILamp
    {
        Task SwitchAsync(bool on, CancellationToken cancellationToken = default);
    }

    public sealed class Lamp : ILamp
    {
        public Task SwitchAsync(bool on, CancellationToken cancellationToken = default) => Task.CompletedTask;
    }

    public static class Program
    {
        public static Task RunAsync(MqttRpcConnection connection) => connection.ServeAsync<ILamp>(new Lamp());
    }
    // </snippet:TMR0702-fix>
}
