using System.Diagnostics.CodeAnalysis;

namespace Home;

/// <summary>What both programs read from their command line: <c>[--broker mqtt://…] [--device dev-42]</c>.</summary>
internal sealed record CommandLine(string Broker, string Device)
{
    /// <param name="args">The arguments of the program.</param>
    /// <param name="defaultBroker">What <c>--broker</c> is when it is not there.</param>
    /// <param name="result">The arguments, if they are right.</param>
    /// <param name="exitCode">What to end the program with, if they are not; it has been told why.</param>
    public static bool TryParse(string[] args, string defaultBroker, [NotNullWhen(true)] out CommandLine? result, out int exitCode)
    {
        result = new CommandLine(defaultBroker, "dev-42");
        exitCode = 0;
        for (int i = 0; i < args.Length; i += 2)
        {
            string? value = i + 1 < args.Length ? args[i + 1] : null;
            switch (args[i])
            {
                case "--broker" when value is not null:
                    result = result with { Broker = value };
                    break;
                case "--device" when value is not null:
                    result = result with { Device = value };
                    break;
                case "--help" or "-h":
                    Console.WriteLine(Usage(defaultBroker));
                    result = null;
                    return false;
                default:
                    Console.Error.WriteLine(args[i] is "--broker" or "--device" ? $"{args[i]} needs a value." : $"'{args[i]}' is not an option.");
                    Console.Error.WriteLine(Usage(defaultBroker));
                    result = null;
                    exitCode = 2;
                    return false;
            }
        }

        return true;
    }

    private static string Usage(string defaultBroker) =>
        $"""
        Options:
          --broker <address>   mqtt[s]|ws[s]://[user:password@]host[:port]{(defaultBroker == "embedded" ? ", or 'embedded' for one in this program" : null)} ({defaultBroker})
          --device <id>        which thermostat (dev-42)
        """;
}
