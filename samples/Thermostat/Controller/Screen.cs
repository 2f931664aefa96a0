using System.Diagnostics;
using System.Globalization;
using TypedMqttRpc;

namespace Home.Controller;

/// <summary>Prints steps in columns, each with the time it took. Colours show on a terminal only; .NET leaves them out elsewhere.</summary>
internal sealed class Screen(TextWriter output)
{
    private long _stepStarted = Stopwatch.GetTimestamp();

    public void Title(string text)
    {
        output.WriteLine(text);
        output.WriteLine();
        _stepStarted = Stopwatch.GetTimestamp();
    }

    /// <summary>A step has ended; the next one begins.</summary>
    public void Step(string name, string text)
    {
        Row(ConsoleColor.Green, name, text);
        _stepStarted = Stopwatch.GetTimestamp();
    }

    public void Failure(RpcException failure)
    {
        Row(ConsoleColor.Red, "failed", $"{failure.Status}, {Meaning(failure.Execution)}");
        output.WriteLine();
        output.WriteLine($"  {failure.Message}");
    }

    public void Hint(string text) => output.WriteLine($"  {text}");

    private static string Meaning(RpcExecution execution) => execution switch
    {
        RpcExecution.NotExecuted => "NotExecuted: the call did not run, so trying again is safe",
        RpcExecution.Executed => "Executed: the device ran it",
        _ => "Unknown: the device may have run it",
    };

    private void Row(ConsoleColor colour, string name, string text)
    {
        double milliseconds = Stopwatch.GetElapsedTime(_stepStarted).TotalMilliseconds;
        Console.ForegroundColor = colour;
        output.Write($"  {name,-14}");
        Console.ResetColor();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{milliseconds,8:N1} ms  {text}"));
    }
}
