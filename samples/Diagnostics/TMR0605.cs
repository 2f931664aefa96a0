using TypedMqttRpc;

namespace Diagnostics.TMR0605.Violation
{
    // <snippet:TMR0605-violation>
    [MqttService("home/lamp")]
    public partial interface ILamp
    {
        Task PaintAsync(Dictionary<(int X, int Y), int> pixels, CancellationToken cancellationToken = default); // TMR0605

        Task ScheduleAsync(HashSet<DateOnly> holidays, CancellationToken cancellationToken = default); // TMR0605
    }
    // </snippet:TMR0605-violation>
}

namespace Diagnostics.TMR0605.Fix
{
    // <snippet:TMR0605-fix>
    [MqttService("home/lamp")]
    public partial interface ILamp
    {
        Task PaintAsync(List<KeyValuePair<(int X, int Y), int>> pixels, CancellationToken cancellationToken = default);

        Task ScheduleAsync(SortedSet<DateOnly> holidays, CancellationToken cancellationToken = default);
    }
    // </snippet:TMR0605-fix>
}
