using System.Globalization;

namespace Home.Device;

/// <summary>
/// Prints one line for each event. Of events of one kind that come thick and fast, it prints the first few and counts the rest, because
/// a thousand lines in a tenth of a second are no pleasure to read. Thread-safe.
/// </summary>
internal sealed class Journal : IDisposable
{
    private const int Few = 3;

    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(500);

    private readonly TextWriter _output;
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private readonly Lock _lock = new();
    private string? _kind;
    private int _inARow;

    public Journal(TextWriter output, TimeProvider time)
    {
        _output = output;
        _time = time;
        _timer = time.CreateTimer(_ => Settle(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Write(string kind, string text)
    {
        lock (_lock)
        {
            if (kind != _kind)
            {
                Settle();
                _kind = kind;
                _timer.Change(Breath, Timeout.InfiniteTimeSpan);
            }

            if (++_inARow <= Few)
            {
                Print(kind, text);
            }
        }
    }

    public void Dispose()
    {
        Settle();
        _timer.Dispose();
    }

    private void Settle()
    {
        lock (_lock)
        {
            if (_inARow > Few)
            {
                Print(_kind!, string.Create(CultureInfo.InvariantCulture, $"and {_inARow - Few:N0} more"));
            }

            _kind = null;
            _inARow = 0;
        }
    }

    private void Print(string kind, string text) =>
        _output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{_time.GetLocalNow():HH:mm:ss}  {kind,-10}  {text}"));
}
