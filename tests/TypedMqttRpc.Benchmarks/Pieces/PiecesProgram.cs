using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace TypedMqttRpc.Benchmarks.Pieces;

/// <summary>Measures the pieces that a call is made of: with BenchmarkDotNet, or their allocations alone.</summary>
internal static class PiecesProgram
{
    public static int Run(string[] arguments)
    {
        if (arguments is ["--write-baseline"])
        {
            Baseline.Write(Console.Out);
            return 0;
        }

        // In this process: the projects that BenchmarkDotNet would otherwise generate know nothing of the internals that are measured.
        IConfig config = DefaultConfig.Instance
            .AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance))
            .AddDiagnoser(MemoryDiagnoser.Default);
        BenchmarkSwitcher.FromTypes(Piece.Types).Run(arguments.Contains("--filter") ? arguments : [.. arguments, "--filter", "*"], config);
        return 0;
    }
}
