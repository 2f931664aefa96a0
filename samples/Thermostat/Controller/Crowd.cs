using System.Diagnostics;
using System.Globalization;
using TypedMqttRpc;

namespace Home.Controller;

/// <summary>Many calls at the same time, over one connection.</summary>
internal sealed class Crowd(IThermostat thermostat, Screen screen)
{
    public async Task RunAsync(int calls)
    {
        long started = Stopwatch.GetTimestamp();
        bool[] answered = await Task.WhenAll(Enumerable.Range(0, calls).Select(_ => TryReadAsync()));
        TimeSpan time = Stopwatch.GetElapsedTime(started);

        int good = answered.Count(static answer => answer);
        screen.Step("all at once", string.Create(
            CultureInfo.InvariantCulture,
            $"{good:N0} of {calls:N0} answered in {time.TotalMilliseconds:N0} ms, {good / time.TotalSeconds:N0} calls/s"));
    }

    private async Task<bool> TryReadAsync()
    {
        try
        {
            await thermostat.GetReadingAsync();
            return true;
        }
        catch (RpcException)
        {
            return false;
        }
    }
}
