using System.Diagnostics;

namespace TypedMqttRpc.Benchmarks.Pieces;

/// <summary>Finds out how many bytes a piece allocates. That is the same each time, wherever it is measured, which no time is.</summary>
internal static class AllocationMeter
{
    private const int Rounds = 5;
    private const int OperationsPerRound = 32_000;

    /// <summary>Compiled for speed code allocates less, since what does not leave it need not be on the heap.</summary>
    private static readonly TimeSpan WarmUp = TimeSpan.FromMilliseconds(400);

    /// <summary>Bytes of one operation, on all threads, since handlers run on threads of their own. Other work of the process counts for nothing as long as it is less than a byte an operation in one of a few rounds.</summary>
    public static long Measure(Piece piece)
    {
        int runs = OperationsPerRound / piece.Operations;
        long started = Stopwatch.GetTimestamp();
        do
        {
            RunOften(piece, runs);
        }
        while (Stopwatch.GetElapsedTime(started) < WarmUp);

        long least = long.MaxValue;
        for (int round = 0; round < Rounds; round++)
        {
            long before = GC.GetTotalAllocatedBytes(precise: true);
            RunOften(piece, runs);
            least = Math.Min(least, (GC.GetTotalAllocatedBytes(precise: true) - before) / (runs * piece.Operations));
        }

        return least;
    }

    private static void RunOften(Piece piece, int runs)
    {
        for (int i = 0; i < runs; i++)
        {
            piece.Run();
        }
    }
}
