using TypedMqttRpc;

#if CS0311 // The compiler refuses it as well.
namespace Diagnostics.TMR0701.Violation
{
    // <snippet:TMR0701-violation>
    public interface ILamp
    {
        Task SwitchAsync(bool on, CancellationToken cancellationToken = default);
    }

    public static class Program
    {
        public static Task SwitchOnAsync(MqttRpcConnection connection) => connection.CreateClient<ILamp>().SwitchAsync(true); // TMR0701
    }
    // </snippet:TMR0701-violation>
}
#endif

namespace Diagnostics.TMR0701.Fix
{
    // <snippet:TMR0701-fix>
    [MqttService("home/lamp")]
    public partial interface ILamp
    {
        Task SwitchAsync(bool on, CancellationToken cancellationToken = default);
    }

    public static class Program
    {
        public static Task SwitchOnAsync(MqttRpcConnection connection) => connection.CreateClient<ILamp>().SwitchAsync(true);
    }
    // </snippet:TMR0701-fix>
}
