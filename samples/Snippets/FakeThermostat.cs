using Home;

namespace Snippets;

// <snippet:fake>
/// <summary>A contract is a plain interface: code that takes one can be given this, with no broker at all.</summary>
public sealed class FakeThermostat : IThermostat
{
    public double Target { get; private set; } = 21;

    public ValueTask<Reading> GetReadingAsync(Unit unit, CancellationToken cancellationToken) => new(new Reading("fake", Target, unit, DateTime.UnixEpoch));

    public ValueTask SetTargetAsync(double celsius, CancellationToken cancellationToken)
    {
        Target = celsius;
        return default;
    }

    public ValueTask BlinkAsync(CancellationToken cancellationToken) => default;

    public ValueTask<double> CalibrateAsync(CancellationToken cancellationToken) => new(0);
}
// </snippet:fake>
