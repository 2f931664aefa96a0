using MessagePack;
using TypedMqttRpc;

namespace Diagnostics.TMR0602.Violation
{
    // <snippet:TMR0602-violation>
    public abstract class Effect;

    [MqttService("home/lamp")]
    public partial interface ILamp
    {
        Task PlayAsync(Effect effect, CancellationToken cancellationToken = default); // TMR0602
    }
    // </snippet:TMR0602-violation>
}

namespace Diagnostics.TMR0602.Fix
{
    // <snippet:TMR0602-fix>
    [Union(0, typeof(Fade))]
    public abstract class Effect;

    [MessagePackObject]
    public sealed class Fade : Effect
    {
        [Key(0)]
        public int Seconds { get; set; }
    }

    [MqttService("home/lamp")]
    public partial interface ILamp
    {
        Task PlayAsync(Effect effect, CancellationToken cancellationToken = default);
    }
    // </snippet:TMR0602-fix>
}
