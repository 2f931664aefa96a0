using TypedMqttRpc;

namespace Home.Controller;

/// <summary>What a caller can do with a service, one thing after the other.</summary>
internal sealed class Tour(IThermostat thermostat, Screen screen)
{
    public async Task RunAsync()
    {
        await ReadAsync();
        await SetTargetAsync();
        await SetImpossibleTargetAsync();
        await BlinkAsync();
        await RunOutOfTimeAsync();
        await CancelAsync();
    }

    private async Task ReadAsync()
    {
        // <snippet:call>
        Reading now = await thermostat.GetReadingAsync();
        // </snippet:call>
        screen.Step("reading", $"{now}");

        Reading american = await thermostat.GetReadingAsync(Unit.Fahrenheit);
        screen.Step("with argument", $"{american}");
    }

    private async Task SetTargetAsync()
    {
        await thermostat.SetTargetAsync(22.5);
        screen.Step("set target", "22.5 °C, done");
    }

    private async Task SetImpossibleTargetAsync()
    {
        // <snippet:fault>
        try
        {
            await thermostat.SetTargetAsync(35);
        }
        catch (RpcFaultException<OutOfRange> refused)
        {
            screen.Step("set target", $"{refused.Detail.Asked} °C refused: it may be {refused.Detail.Lowest} to {refused.Detail.Highest} °C");
        }
        // </snippet:fault>
    }

    private async Task BlinkAsync()
    {
        // One-way: the call ends when the broker has taken it.
        await thermostat.BlinkAsync();
        screen.Step("blink", "sent; it has no answer");
    }

    private async Task RunOutOfTimeAsync()
    {
        // <snippet:timeout>
        try
        {
            await thermostat.WithTimeout(TimeSpan.FromSeconds(1)).CalibrateAsync();
        }
        catch (RpcException late) when (late.Status == RpcStatus.DeadlineExceeded)
        {
            screen.Step("time-out", $"calibrating takes longer than a second ({late.Status}, execution {late.Execution})");
        }
        // </snippet:timeout>
    }

    private async Task CancelAsync()
    {
        // <snippet:cancel>
        using var impatience = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
        try
        {
            await thermostat.CalibrateAsync(impatience.Token);
        }
        catch (OperationCanceledException)
        {
            screen.Step("cancel", "the wait ended at once, and the device was told");
        }
        // </snippet:cancel>
    }
}
