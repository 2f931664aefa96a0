using MessagePack;
using TypedMqttRpc;

namespace Diagnostics.TMR0601.Violation
{
    // <snippet:TMR0601-violation>
    public sealed record Scene(string Name, int Level);

    [MqttService("home/lamp")]
    public partial interface ILamp
    {
        Task PlayAsync(Scene scene, CancellationToken cancellationToken = default); // TMR0601
    }
    // </snippet:TMR0601-violation>
}

namespace Diagnostics.TMR0601.Fix
{
    // <snippet:TMR0601-fix>
    [MessagePackObject]
    public sealed record Scene([property: Key(0)] string Name, [property: Key(1)] int Level);

    [MqttService("home/lamp")]
    public partial interface ILamp
    {
        Task PlayAsync(Scene scene, CancellationToken cancellationToken = default);
    }
    // </snippet:TMR0601-fix>
}
