using System.Globalization;

namespace TypedMqttRpc.Faults.Runner;

/// <summary>What the runner was asked to do.</summary>
internal sealed class CommandLine
{
    /// <summary>The scenarios to run; empty for all.</summary>
    public IReadOnlyList<string> Only { get; private set; } = [];

    public bool List { get; private set; }

    public bool Short { get; private set; }

    public int Seed { get; private set; } = Random.Shared.Next();

    /// <summary>How connections read and write.</summary>
    public MqttRpcChannel Channel { get; private set; }

    /// <summary>How often soak kills the broker; <see langword="null"/> for each scenario's own number.</summary>
    public int? Kills { get; private set; }

    /// <summary>How long a scenario may take; <see langword="null"/> for its own limit.</summary>
    public TimeSpan? Limit { get; private set; }

    /// <exception cref="ArgumentException">It is not understood.</exception>
    public static CommandLine Parse(IReadOnlyList<string> arguments)
    {
        var parsed = new CommandLine();
        for (int i = 0; i < arguments.Count; i++)
        {
            string Value() => ++i < arguments.Count ? arguments[i] : throw new ArgumentException($"{arguments[i - 1]} needs a value.");
            switch (arguments[i])
            {
                case "--only":
                    parsed.Only = Value().Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
                    break;
                case "--list":
                    parsed.List = true;
                    break;
                case "--short":
                    parsed.Short = true;
                    break;
                case "--seed":
                    parsed.Seed = int.Parse(Value(), CultureInfo.InvariantCulture);
                    break;
                case "--channel":
                    parsed.Channel = Enum.Parse<MqttRpcChannel>(Value(), ignoreCase: true);
                    break;
                case "--kills":
                    parsed.Kills = int.Parse(Value(), CultureInfo.InvariantCulture);
                    break;
                case "--limit-minutes":
                    parsed.Limit = TimeSpan.FromMinutes(double.Parse(Value(), CultureInfo.InvariantCulture));
                    break;
                default:
                    throw new ArgumentException($"'{arguments[i]}' is unknown; known are --only ids, --list, --short, --seed n, --channel standard, --kills n and --limit-minutes n.");
            }
        }

        return parsed;
    }
}
