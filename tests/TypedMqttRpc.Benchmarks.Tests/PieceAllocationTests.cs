using TypedMqttRpc.Benchmarks.Pieces;

namespace TypedMqttRpc.Benchmarks.Tests;

/// <summary>What the pieces of a call allocate, to the byte. In a project of its own, since garbage is counted for the whole process.</summary>
public sealed class PieceAllocationTests(ITestOutputHelper output)
{
    [Fact]
    public void Every_piece_allocates_what_the_baseline_says()
    {
        output.WriteLine("When this has changed on purpose, run the benchmarks with 'pieces --write-baseline' and look at the difference.");

        Assert.Equal(Baseline.Lines, Piece.All().Select(Baseline.Describe));
    }
}
