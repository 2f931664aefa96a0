namespace TypedMqttRpc.Generators.Infrastructure;

/// <summary>Hands out names, each once.</summary>
internal sealed class UniqueNames(IEnumerable<string> taken, Func<string, bool>? isTaken = null)
{
    private readonly HashSet<string> _taken = new(taken, StringComparer.Ordinal);

    /// <summary>The first of the candidates that is free, or the last with a number.</summary>
    public string Take(params string[] candidates)
    {
        foreach (string candidate in candidates)
        {
            if (TryTake(candidate))
            {
                return candidate;
            }
        }

        string stem = candidates[candidates.Length - 1];
        int number = 2;
        while (!TryTake(stem + number))
        {
            number++;
        }

        return stem + number;
    }

    private bool TryTake(string name) => isTaken?.Invoke(name) != true && _taken.Add(name);
}
