namespace TypedMqttRpc.Generators.Infrastructure;

/// <summary>Hands out names, each once.</summary>
internal sealed class UniqueNames(IEnumerable<string> taken)
{
    private readonly HashSet<string> _taken = new(taken, StringComparer.Ordinal);

    /// <summary>The first of the candidates that is free, or the last with a number.</summary>
    public string Take(params string[] candidates)
    {
        foreach (string candidate in candidates)
        {
            if (_taken.Add(candidate))
            {
                return candidate;
            }
        }

        string stem = candidates[candidates.Length - 1];
        int number = 2;
        while (!_taken.Add(stem + number))
        {
            number++;
        }

        return stem + number;
    }
}
