using System.Diagnostics;
using TypedMqttRpc.Benchmarks.Contract;
using TypedMqttRpc.Benchmarks.Sides;

namespace TypedMqttRpc.Benchmarks.Load;

/// <summary>So many loops on the thread pool, each of which awaits its call before it makes the next.</summary>
internal sealed class ClosedLoops(AwaitingCaller caller, LoadShape shape) : CallLoad
{
    private static readonly TimeSpan PauseAfterLoss = TimeSpan.FromMilliseconds(50);

    private readonly Task[] _loops = new Task[shape.InFlight];
    private volatile bool _isStopping;
    private long _lost;

    public override long Lost => Interlocked.Read(ref _lost);

    public override void Start()
    {
        for (int i = 0; i < _loops.Length; i++)
        {
            int loop = i;
            _loops[i] = Task.Run(() => RunAsync(loop));
        }
    }

    public override void Stop()
    {
        _isStopping = true;
        Task.WaitAll(_loops);
    }

    private async Task RunAsync(int loop)
    {
        Parcel parcel = Parcels.Make(shape.Payload);
        while (!_isStopping)
        {
            long started = Stopwatch.GetTimestamp();
            try
            {
                Parcel answer = await caller.CallAsync(parcel, shape.Qos, loop);
                if (answer.Number != parcel.Number || answer.Body.Length != parcel.Body.Length)
                {
                    throw new InvalidDataException("The answer is not the parcel that was sent.");
                }

                Latencies.Add(Stopwatch.GetTimestamp() - started);
            }
            catch (Exception failure)
            {
                if (Interlocked.Increment(ref _lost) == 1)
                {
                    await Console.Error.WriteLineAsync($"A call was lost: {failure.Message}");
                }

                await Task.Delay(PauseAfterLoss);
            }
        }
    }
}
