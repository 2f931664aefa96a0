using TypedMqttRpc.Calling;
using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Tests.Calling;

public sealed class PendingCallsTests
{
    private const string Topic = "clients/c/r/a";

    [Fact]
    public void A_call_is_found_by_its_correlation_data_and_topic_and_only_once()
    {
        PendingCalls calls = new(10);
        TestCall call = new();
        CorrelationData correlation = Add(calls, call);

        Assert.Equal(1, calls.Count);
        Assert.True(calls.TryTake(Bytes(correlation), Topic, out PendingCall? taken));
        Assert.Same(call, taken);
        Assert.False(calls.TryTake(Bytes(correlation), Topic, out _));
        Assert.False(calls.TryTake(correlation, out _));
        Assert.Equal(0, calls.Count);
    }

    [Fact]
    public void A_call_cannot_be_found_before_its_request_is_complete()
    {
        PendingCalls calls = new(10);
        Assert.True(calls.TryReserve(new TestCall(), out CorrelationData correlation));

        Assert.False(calls.TryTake(Bytes(correlation), Topic, out _));
        Assert.False(calls.TryTake(correlation, out _));
        Assert.False(calls.TryPeek(correlation.Slot, out _, out _));
        Assert.Equal(0, calls.Count);

        calls.Activate(correlation, Topic, 5);
        Assert.True(calls.TryPeek(correlation.Slot, out _, out long deadline));
        Assert.Equal(5, deadline);
        Assert.True(calls.TryTake(Bytes(correlation), Topic, out _));
    }

    [Fact]
    public void Whoever_guesses_takes_nothing()
    {
        PendingCalls calls = new(10);
        CorrelationData correlation = Add(calls, new TestCall());

        Assert.False(calls.TryTake(Bytes(correlation with { Secret = correlation.Secret ^ 1 }), Topic, out _));
        Assert.False(calls.TryTake(Bytes(correlation with { Generation = correlation.Generation + 1 }), Topic, out _));
        Assert.False(calls.TryTake(Bytes(correlation with { Slot = correlation.Slot + 1 }), Topic, out _));
        Assert.False(calls.TryTake(Bytes(correlation with { Slot = CorrelationData.MaxSlots - 1 }), Topic, out _));
        Assert.False(calls.TryTake(Bytes(correlation with { Life = correlation.Life ^ 1 }), Topic, out _));
        Assert.False(calls.TryTake(Bytes(correlation), Topic + "b", out _));
        Assert.False(calls.TryTake(Bytes(correlation), Topic.ToUpperInvariant(), out _));
        Assert.False(calls.TryTake(Bytes(correlation).AsSpan(0, 15), Topic, out _));
        Assert.False(calls.TryTake([], Topic, out _));
        Assert.True(calls.TryTake(Bytes(correlation), Topic, out _));
    }

    [Fact]
    public void A_late_response_meets_another_generation_of_the_slot()
    {
        PendingCalls calls = new(1);
        CorrelationData[] earlier = new CorrelationData[100];
        for (int i = 0; i < earlier.Length; i++)
        {
            earlier[i] = Add(calls, new TestCall());
            Assert.True(calls.TryTake(earlier[i], out _));
        }

        TestCall call = new();
        CorrelationData correlation = Add(calls, call);
        Assert.All(earlier, late => Assert.False(calls.TryTake(Bytes(late), Topic, out _)));
        Assert.All(earlier, late => Assert.Equal(late.Slot, correlation.Slot));
        Assert.Equal(101, earlier.Append(correlation).Select(static each => each.Generation).Distinct().Count());
        Assert.True(calls.TryTake(Bytes(correlation), Topic, out PendingCall? taken));
        Assert.Same(call, taken);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1_023)]
    [InlineData(1_024)]
    [InlineData(1_025)]
    [InlineData(10_000)]
    public void As_many_calls_as_allowed_wait_and_not_one_more(int capacity)
    {
        PendingCalls calls = new(capacity);
        CorrelationData[] all = [.. Enumerable.Range(0, capacity).Select(_ => Add(calls, new TestCall()))];

        Assert.Equal(capacity, calls.Count);
        Assert.Equal(capacity, all.Select(static each => each.Slot).Distinct().Count());
        Assert.False(calls.TryReserve(new TestCall(), out _));

        Assert.True(calls.TryTake(all[capacity / 2], out _));
        Assert.Equal(all[capacity / 2].Slot, Add(calls, new TestCall()).Slot);
        Assert.False(calls.TryReserve(new TestCall(), out _));
    }

    [Fact]
    public void Slots_are_used_again_before_the_table_grows()
    {
        PendingCalls calls = new(1_000);
        for (int i = 0; i < 100; i++)
        {
            calls.TryTake(Add(calls, new TestCall()), out _);
        }

        Assert.Equal(1, calls.Grown);
    }

    /// <summary>Response, deadline, cancellation and loss of the connection all reach for the same calls, in the same order.</summary>
    [Fact]
    public void Of_many_that_take_a_call_at_one_moment_one_gets_it()
    {
        const int count = 10_000;
        PendingCalls calls = new(count);
        TestCall[] all = [.. Enumerable.Range(0, count).Select(static _ => new TestCall())];
        CorrelationData[] correlations = [.. all.Select(call => Add(calls, call))];

        Parallel.For(0, 4, new ParallelOptions { MaxDegreeOfParallelism = 4 }, i =>
        {
            foreach (CorrelationData correlation in correlations)
            {
                bool took = i % 2 == 0 ? calls.TryTake(correlation, out PendingCall? call) : calls.TryTake(Bytes(correlation), Topic, out call);
                if (took)
                {
                    ((TestCall)call!).End();
                }
            }
        });

        Assert.All(all, static call => Assert.Equal(1, call.Ends));
        Assert.Equal(0, calls.Count);
    }

    [Fact]
    public void Many_threads_add_and_take_and_nothing_is_lost_or_taken_twice()
    {
        const int threads = 8;
        const int rounds = 20_000;
        PendingCalls calls = new(64);
        System.Collections.Concurrent.ConcurrentQueue<CorrelationData> live = new();
        int added = 0;
        int taken = 0;
        int wrong = 0;
        Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads }, thread =>
        {
            for (int i = 0; i < rounds; i++)
            {
                TestCall call = new();
                if (calls.TryReserve(call, out CorrelationData correlation))
                {
                    calls.Activate(correlation, Topic, 0);
                    Interlocked.Increment(ref added);
                    live.Enqueue(correlation);
                }

                // What is asked for twice is given once.
                if (live.TryDequeue(out CorrelationData other))
                {
                    bool first = calls.TryTake(Bytes(other), Topic, out PendingCall? found);
                    bool second = calls.TryTake(other, out _);
                    Interlocked.Add(ref taken, first ? 1 : 0);
                    Interlocked.Add(ref wrong, !first || second || found is null ? 1 : 0);
                }
            }
        });

        Assert.Equal(0, wrong);
        Assert.Equal(added, taken + live.Count);
        Assert.Equal(live.Count, calls.Count);
        Assert.InRange(calls.Grown, 1, 64);
    }

    [Fact]
    public void Adding_and_taking_allocates_nothing()
    {
        PendingCalls calls = new(100);
        TestCall call = new();
        byte[] bytes = new byte[16];
        Use(300); // Past the stock of secrets of this thread.
        long before = GC.GetAllocatedBytesForCurrentThread();
        Use(1_000);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Use(int count)
        {
            for (int i = 0; i < count; i++)
            {
                calls.TryReserve(call, out CorrelationData correlation);
                calls.Activate(correlation, Topic, i);
                correlation.Write(bytes, asText: false);
                calls.TryTake(bytes, Topic, out _);
            }
        }
    }

    private static CorrelationData Add(PendingCalls calls, PendingCall call)
    {
        Assert.True(calls.TryReserve(call, out CorrelationData correlation));
        calls.Activate(correlation, Topic, 0);
        return correlation;
    }

    private static byte[] Bytes(in CorrelationData correlation)
    {
        byte[] bytes = new byte[CorrelationData.Length];
        correlation.Write(bytes, asText: false);
        return bytes;
    }
}
