using Home;
using TypedMqttRpc;

namespace Snippets;

/// <summary>What a caller does with a failed call.</summary>
public static class Errors
{
    // <snippet:errors>
    public static async Task HeatAsync(IThermostat thermostat)
    {
        try
        {
            await thermostat.SetTargetAsync(21);
        }
        catch (RpcFaultException<OutOfRange> refused)
        {
            // The fault that the method declares, with its detail.
            Console.WriteLine($"It may be {refused.Detail.Lowest} to {refused.Detail.Highest}.");
        }
        catch (RpcException failure) when (failure.Execution == RpcExecution.NotExecuted && failure.IsTransient)
        {
            // It did not run, and may succeed a little later: repeating it is safe, whatever the method does.
            Console.WriteLine($"Not now: {failure.Message}");
        }
        catch (RpcException failure)
        {
            // With Execution Unknown it may have run: look at the state of things before you repeat it.
            Console.WriteLine($"{failure.Status}, execution {failure.Execution}: {failure.Message}");
        }
    }
    // </snippet:errors>

    // <snippet:retry>
    public static async Task<Reading> ReadPatientlyAsync(IThermostat thermostat, int attempts, CancellationToken cancellationToken)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                return await thermostat.GetReadingAsync(cancellationToken: cancellationToken);
            }
            catch (RpcException failure) when (failure.IsTransient && attempt < attempts)
            {
                // Reading twice does no harm; a method that is not idempotent would also have to check Execution here.
                await Task.Delay(failure.RetryAfter ?? TimeSpan.FromSeconds(attempt), cancellationToken);
            }
        }
    }
    // </snippet:retry>
}
