using MessagePack;
using TypedMqttRpc;

namespace Diagnostics.TMR0607.Violation
{
    // <snippet:TMR0607-violation>
    [MessagePackObject]
    public sealed class Pixel
    {
        [Key(0)]
        public double Red { get; set; }

        [Key(1)]
        public double Green { get; set; }

        [Key(2)]
        public double Blue { get; set; }
    }

    [MqttService("home/lamp")]
    public partial interface ILamp
    {
        Task ShowAsync(List<Pixel> image, CancellationToken cancellationToken = default); // TMR0607
    }
    // </snippet:TMR0607-violation>
}

namespace Diagnostics.TMR0607.Fix
{
    // <snippet:TMR0607-fix>
    [MqttService("home/lamp")]
    public partial interface ILamp
    {
        [MqttMethod(MaxRequestBytes = 4_096)]
        Task ShowAsync(ReadOnlyMemory<byte> image, CancellationToken cancellationToken = default);
    }
    // </snippet:TMR0607-fix>
}
