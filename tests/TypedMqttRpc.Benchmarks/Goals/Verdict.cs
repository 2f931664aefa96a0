using System.Globalization;

namespace TypedMqttRpc.Benchmarks.Goals;

/// <summary>How one figure came out.</summary>
/// <param name="Passed">It is on the right side of what was wanted.</param>
/// <param name="Text">The figure, and what was wanted.</param>
internal sealed record Verdict(bool Passed, string Text)
{
    public static Verdict Of(bool passed, FormattableString text) => new(passed, text.ToString(CultureInfo.InvariantCulture));

    public override string ToString() => $"{(Passed ? "PASS" : "FAIL")}  {Text}";
}
