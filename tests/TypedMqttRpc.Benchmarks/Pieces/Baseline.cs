using System.Globalization;
using System.Runtime.CompilerServices;

namespace TypedMqttRpc.Benchmarks.Pieces;

/// <summary>The bytes that an operation of each piece allocates, as they are committed: a line of a number and a name for each.</summary>
internal static class Baseline
{
    private const string FileName = "baseline.txt";

    public static string[] Lines => File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, FileName));

    public static string Describe(Piece piece) => string.Create(CultureInfo.InvariantCulture, $"{AllocationMeter.Measure(piece)}\t{piece.Name}");

    /// <summary>Measures all pieces, and writes the file where its source is.</summary>
    public static void Write(TextWriter output)
    {
        string[] lines = [.. Piece.All().Select(Describe)];
        File.WriteAllLines(SourceFile(), lines);
        Array.ForEach(lines, output.WriteLine);
    }

    private static string SourceFile([CallerFilePath] string thisFile = "") => Path.Combine(Path.GetDirectoryName(thisFile)!, FileName);
}
