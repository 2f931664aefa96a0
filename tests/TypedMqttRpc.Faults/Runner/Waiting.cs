using System.Diagnostics;

namespace TypedMqttRpc.Faults.Runner;

/// <summary>Waits for what nothing tells of.</summary>
internal static class Waiting
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(5);

    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    /// <param name="holds">What must become true.</param>
    /// <param name="what">What it is, for when it never does.</param>
    /// <exception cref="InvalidOperationException">It did not in time.</exception>
    public static async Task UntilAsync(Func<bool> holds, string what)
    {
        long begin = Stopwatch.GetTimestamp();
        while (!holds())
        {
            if (Stopwatch.GetElapsedTime(begin) > Limit)
            {
                throw new InvalidOperationException($"There never was {what}.");
            }

            await Task.Delay(LookAgain);
        }
    }
}
