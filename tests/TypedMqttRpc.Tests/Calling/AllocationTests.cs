using MessagePack;

namespace TypedMqttRpc.Tests.Calling;

/// <summary>What a call costs its caller in garbage, beside the objects that the user sees.</summary>
public sealed class AllocationTests
{
    private const int Calls = 20_000;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task A_call_allocates_next_to_nothing(int qos)
    {
        await using MqttRpcConnection rpc = await ConnectAsync(qos);
        INumbers numbers = rpc.CreateClient<INumbers>();

        Assert.InRange(await MeasureAsync(() => numbers.AddAsync(1, 2)), 0, 16);
    }

    [Fact]
    public async Task A_call_with_a_token_that_never_fires_allocates_next_to_nothing()
    {
        using CancellationTokenSource cancel = new();
        await using MqttRpcConnection rpc = await ConnectAsync(1);
        INumbers numbers = rpc.CreateClient<INumbers>();

        Assert.InRange(await MeasureAsync(() => numbers.AddAsync(1, 2, cancel.Token)), 0, 16);
    }

    [Fact]
    public async Task A_call_that_returns_a_task_allocates_the_task()
    {
        await using MqttRpcConnection rpc = await ConnectAsync(1);
        INumbers numbers = rpc.CreateClient<INumbers>();

        Assert.InRange(await MeasureAsync(() => new ValueTask<int>(numbers.AddLaterAsync(1, 2))), 0, 120);
    }

    [Fact]
    public async Task A_call_that_waits_takes_little_memory()
    {
        const int Waiting = 2_000;
        await using MqttRpcConnection rpc = await ConnectAsync(0, isAnswered: false);
        ILetters letters = rpc.CreateClient<ILetters>();
        ValueTask<char>[] calls = new ValueTask<char>[Waiting];
        await Assert.ThrowsAsync<RpcException>(async () => await letters.WithTimeout(TimeSpan.FromMilliseconds(1)).GetAsync(1));

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < Waiting; i++)
        {
            calls[i] = letters.GetAsync(i);
        }

        long bytes = (GC.GetAllocatedBytesForCurrentThread() - before) / Waiting;
        TestContext.Current.TestOutputHelper?.WriteLine($"{bytes} bytes a waiting call");
        Assert.InRange(bytes, 1, 400);
        await rpc.DisposeAsync();
        foreach (ValueTask<char> call in calls)
        {
            await Assert.ThrowsAsync<RpcException>(async () => await call);
        }
    }

    private static Task<MqttRpcConnection> ConnectAsync(int qos, bool isAnswered = true) => MqttRpcConnection.ConnectAsync(new MqttRpcOptions
    {
        Network = new EchoNetwork(isAnswered ? MessagePackSerializer.Serialize(30_000, cancellationToken: TestContext.Current.CancellationToken) : null),
        Qos = qos,
    });

    private static async Task<long> MeasureAsync(Func<ValueTask<int>> call)
    {
        await RunAsync(call);
        long least = long.MaxValue;

        // Other tests run beside this one, but not on its thread, and nothing here leaves it.
        for (int i = 0; i < 3; i++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            int thread = Environment.CurrentManagedThreadId;
            await RunAsync(call);
            Assert.Equal(thread, Environment.CurrentManagedThreadId);
            least = Math.Min(least, (GC.GetAllocatedBytesForCurrentThread() - before) / Calls);
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{least} bytes a call");
        return least;
    }

    private static async ValueTask RunAsync(Func<ValueTask<int>> call)
    {
        for (int i = 0; i < Calls; i++)
        {
            Assert.True(await call() == 30_000);
        }
    }
}

[MqttService("test/numbers")]
public partial interface INumbers
{
    ValueTask<int> AddAsync(int one, int other, CancellationToken cancellationToken = default);

    Task<int> AddLaterAsync(int one, int other);
}

/// <summary>Calls with a result that no other test has, so that their pool is empty.</summary>
[MqttService("test/letters")]
public partial interface ILetters
{
    ValueTask<char> GetAsync(int place);
}
