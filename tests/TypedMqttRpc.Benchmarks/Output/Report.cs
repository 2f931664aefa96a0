using TypedMqttRpc.Benchmarks.Goals;
using TypedMqttRpc.Benchmarks.Measuring;

namespace TypedMqttRpc.Benchmarks.Output;

/// <summary>Tells people, and a file of JSON lines, what was found as soon as it was, so that a run which is broken off has told what it had.</summary>
internal sealed class Report
{
    private readonly TextWriter _output;
    private readonly string? _file;
    private readonly List<(string Id, bool Passed)> _goals = [];

    /// <param name="output">For people.</param>
    /// <param name="file">Is written anew; <see langword="null"/> for none.</param>
    public Report(TextWriter output, string? file)
    {
        _output = output;
        _file = file;
        if (file is not null)
        {
            File.WriteAllText(file, string.Empty);
        }
    }

    public bool AllPassed => _goals.All(static goal => goal.Passed);

    public void Tell(Round round, Results results)
    {
        _output.WriteLine();
        RoundTable.Write(_output, round, results);
        Keep(JsonLines.Describe(round, results));
    }

    public void Tell(Goal goal, IReadOnlyList<Verdict> verdicts)
    {
        bool passed = verdicts.All(static verdict => verdict.Passed);
        _goals.Add((goal.Id, passed));
        _output.WriteLine($"\n{goal.Id} {(passed ? "PASS" : "FAIL")}  {goal.Title}");
        foreach (Verdict verdict in verdicts)
        {
            _output.WriteLine($"   {verdict}");
        }

        Keep([JsonLines.Describe(goal, verdicts)]);
    }

    /// <summary>All goals in one line each.</summary>
    public void Close()
    {
        _output.WriteLine();
        foreach ((string id, bool passed) in _goals)
        {
            _output.WriteLine($"{id} {(passed ? "PASS" : "FAIL")}");
        }
    }

    private void Keep(IEnumerable<string> lines)
    {
        if (_file is not null)
        {
            File.AppendAllLines(_file, lines);
        }
    }
}
