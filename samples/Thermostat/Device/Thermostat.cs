using TypedMqttRpc;

namespace Home.Device;

/// <summary>The service: an ordinary class. Its methods run on the thread pool, several at a time.</summary>
internal sealed class Thermostat(string deviceId, Room room, Journal journal) : IThermostat
{
    private const double Lowest = 5;
    private const double Highest = 30;

    public ValueTask<Reading> GetReadingAsync(Unit unit, CancellationToken cancellationToken)
    {
        double celsius = room.Temperature;
        double value = unit == Unit.Celsius ? celsius : (celsius * 9 / 5) + 32;
        var reading = new Reading(deviceId, Math.Round(value, 1), unit, DateTime.UtcNow);
        journal.Write("reading", reading.ToString());
        return new(reading);
    }

    // <snippet:handler>
    public ValueTask SetTargetAsync(double celsius, CancellationToken cancellationToken)
    {
        if (celsius is not (>= Lowest and <= Highest))
        {
            journal.Write("target", $"{celsius} °C refused");
            throw new RpcFaultException<OutOfRange>(
                new OutOfRange(celsius, Lowest, Highest), $"A room is kept between {Lowest} and {Highest} °C, not at {celsius}.", RpcStatus.InvalidArgument);
        }

        room.Target = celsius;
        journal.Write("target", $"{celsius} °C");
        return default;
    }
    // </snippet:handler>

    public ValueTask BlinkAsync(CancellationToken cancellationToken)
    {
        journal.Write("blink", "* * *");
        return default;
    }

    // <snippet:slow>
    public async ValueTask<double> CalibrateAsync(CancellationToken cancellationToken)
    {
        journal.Write("calibrate", "begun");
        try
        {
            // The token fires when the caller cancels, at the deadline of the call, and when serving ends.
            await Task.Delay(TimeSpan.FromSeconds(5), cancellationToken);
            journal.Write("calibrate", "done");
            return 0.2;
        }
        catch (OperationCanceledException)
        {
            // A timer may be a moment early.
            bool late = RpcContext.Current?.TimeLeft < TimeSpan.FromMilliseconds(50);
            journal.Write("calibrate", late ? "given up at the caller's deadline" : "given up, the caller cancelled");
            throw;
        }
    }
    // </snippet:slow>
}
