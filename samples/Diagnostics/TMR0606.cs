using MessagePack.Formatters;
using MessagePack;
using TypedMqttRpc;

namespace Diagnostics.TMR0606.Violation
{
    // <snippet:TMR0606-violation>
    [MessagePackObject]
    public sealed class Scene
    {
        [Key(0)]
        [MessagePackFormatter(typeof(TypelessFormatter))]
        public object? Effect { get; set; }
    }

    [MqttService("home/lamp")]
    public partial interface ILamp
    {
        Task PlayAsync(Scene scene, CancellationToken cancellationToken = default); // TMR0606
    }
    // </snippet:TMR0606-violation>
}

namespace Diagnostics.TMR0606.Fix
{
    // <snippet:TMR0606-fix>
    [MessagePackObject]
    public sealed class Scene
    {
        [Key(0)]
        public string? Effect { get; set; }
    }

    [MqttService("home/lamp")]
    public partial interface ILamp
    {
        Task PlayAsync(Scene scene, CancellationToken cancellationToken = default);
    }
    // </snippet:TMR0606-fix>
}
