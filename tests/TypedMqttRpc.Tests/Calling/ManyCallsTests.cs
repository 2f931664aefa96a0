using System.Buffers.Binary;
using TypedMqttRpc.Testing;
using TypedMqttRpc.Tests.Support;

namespace TypedMqttRpc.Tests.Calling;

/// <summary>Thousands of calls at once over pooled memory: each gets its own answer, or the end that was meant for it.</summary>
public sealed class ManyCallsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Real time, because the point is that answers, time-outs and cancellations race.</summary>
    [Fact]
    public async Task Every_call_ends_once_with_its_own_answer_or_its_own_end()
    {
        InMemoryBroker broker = new();
        await using MqttRpcConnection server = await ConnectAsync(broker, "server");
        await using MqttRpcConnection rpc = await ConnectAsync(broker, "caller");
        await server.RouteAsync("echo", static async (request, token) =>
        {
            if (request.Payload.Span[0] % 3 == 0)
            {
                await Task.Yield();
            }

            return RpcReply.From(request.Payload);
        }, cancellationToken: Cancel).Soon();

        int answered = 0;
        int cancelled = 0;
        int late = 0;
        await Parallel.ForAsync(0, 6_000, new ParallelOptions { MaxDegreeOfParallelism = 500, CancellationToken = Cancel }, async (i, _) =>
        {
            Random random = new(i);
            byte[] payload = new byte[random.Next(8, 300)];
            random.NextBytes(payload);
            BinaryPrimitives.WriteInt64LittleEndian(payload, i);
            using CancellationTokenSource cancellation = new();
            RpcCallOptions options = new() { Timeout = i % 5 == 0 ? TimeSpan.FromMilliseconds(random.Next(1, 20)) : TimeSpan.FromSeconds(60) };
            Task<RpcMessage> call = rpc.RequestAsync("echo", payload, options, cancellation.Token).AsTask();
            if (i % 4 == 0)
            {
                await Task.Yield();
                await cancellation.CancelAsync();
            }

            try
            {
                RpcMessage answer = await call.Soon();
                Assert.True(answer.Payload.Span.SequenceEqual(payload), "The answer belongs to another call.");
                Interlocked.Increment(ref answered);
            }
            catch (OperationCanceledException) when (i % 4 == 0)
            {
                Interlocked.Increment(ref cancelled);
            }
            catch (RpcException timedOut) when (i % 5 == 0 && timedOut.Status == RpcStatus.DeadlineExceeded)
            {
                Interlocked.Increment(ref late);
            }
        });

        Assert.Equal(6_000, answered + cancelled + late);
        Assert.InRange(answered, 3_000, 6_000);
        Assert.Equal(0, rpc.Statistics.PendingCalls);
    }

    [Fact]
    public async Task Calls_survive_a_connection_that_is_lost_twice()
    {
        InMemoryBroker broker = new();
        await using MqttRpcConnection server = await ConnectAsync(broker, "server");
        await using MqttRpcConnection rpc = await ConnectAsync(broker, "caller");
        await server.RouteAsync("echo", static (request, _) => new(RpcReply.From(request.Payload)), cancellationToken: Cancel).Soon();
        int answered = 0;
        int lost = 0;
        Task calls = Parallel.ForAsync(0, 3_000, new ParallelOptions { MaxDegreeOfParallelism = 100, CancellationToken = Cancel }, async (i, _) =>
        {
            byte[] payload = BitConverter.GetBytes((long)i);
            try
            {
                RpcMessage answer = await rpc.RequestAsync("echo", payload, cancellationToken: CancellationToken.None).Soon();
                Assert.True(answer.Payload.Span.SequenceEqual(payload), "The answer belongs to another call.");
                Interlocked.Increment(ref answered);
            }
            catch (RpcException error) when (error is { Status: RpcStatus.Unavailable, Execution: RpcExecution.Unknown })
            {
                Interlocked.Increment(ref lost);
            }
        });
        for (int cut = 0; cut < 2 && !calls.IsCompleted; cut++)
        {
            await broker.Deliveries.WaitForAsync("echo", 100 * (cut + 1), Cancel).Soon();
            broker.Disconnect("caller");
        }

        await calls.Soon();
        Assert.Equal(3_000, answered + lost);
        Assert.InRange(answered, 1, 3_000);
    }

    /// <summary>The receive path only marks the call as ended; who awaits it goes on elsewhere, and may block there.</summary>
    [Fact]
    public async Task A_continuation_that_blocks_does_not_delay_other_calls()
    {
        InMemoryBroker broker = new();
        await using MqttRpcConnection rpc = await ConnectAsync(broker, "caller");
        await using Peer peer = await Peer.ConnectAsync(broker, "raw");
        using ManualResetEventSlim gate = new();
        TaskCompletionSource blocked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Task blocking = BlockAsync();
        await peer.AnswerAsync(await peer.NextAsync());
        await blocked.Task.Soon();

        Task<RpcMessage> other = rpc.RequestAsync("raw", default, cancellationToken: Cancel).AsTask();
        await peer.AnswerAsync(await peer.NextAsync(), "x"u8.ToArray());

        Assert.Equal("x", await other.Text());
        Assert.False(blocking.IsCompleted);
        gate.Set();
        await blocking.Soon();

        async Task BlockAsync()
        {
            await rpc.RequestAsync("raw", default, cancellationToken: Cancel);
            blocked.SetResult();
            Assert.True(gate.Wait(Waiting.Limit, Cancel));
        }
    }

    private static Task<MqttRpcConnection> ConnectAsync(InMemoryBroker broker, string clientId) =>
        MqttRpcConnection.ConnectAsync(new MqttRpcOptions { ClientId = clientId, Network = broker }, Cancel).Soon();
}
