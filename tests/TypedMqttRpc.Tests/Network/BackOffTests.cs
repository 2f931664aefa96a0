using TypedMqttRpc.Network;

namespace TypedMqttRpc.Tests.Network;

public sealed class BackOffTests
{
    private static readonly int[] Bounds = [50, 100, 200, 400, 800, 1_600, 3_200, 6_400, 12_800, 25_600, 30_000, 30_000, 30_000];

    [Fact]
    public void The_bound_doubles_from_50_ms_up_to_30_seconds()
    {
        BackOff backOff = new(new Fixed(0.5));

        Assert.All(Bounds, bound => Assert.Equal(bound / 2d, backOff.Next().TotalMilliseconds, 0.001));
    }

    [Fact]
    public void The_whole_span_from_zero_to_the_bound_is_used()
    {
        Random random = new(1);
        BackOff backOff = new(random);
        double[] shares = [.. Enumerable.Range(0, 1_000).Select(i =>
        {
            if (i % Bounds.Length == 0)
            {
                backOff.Reset();
            }

            return backOff.Next().TotalMilliseconds / Bounds[i % Bounds.Length];
        })];

        Assert.All(shares, static share => Assert.InRange(share, 0, 1));
        Assert.InRange(shares.Min(), 0, 0.01);
        Assert.InRange(shares.Max(), 0.99, 1);
        Assert.InRange(shares.Average(), 0.45, 0.55);
    }

    [Fact]
    public void It_begins_anew_after_a_stable_connection_and_slows_down_at_once_on_a_refusal()
    {
        BackOff backOff = new(new Fixed(1));
        backOff.Next();
        backOff.Next();
        backOff.Reset();
        Assert.Equal(50, backOff.Next().TotalMilliseconds);
        backOff.SlowDown();
        Assert.Equal(30_000, backOff.Next().TotalMilliseconds);
        Assert.Equal(30_000, backOff.Next().TotalMilliseconds);
    }

    private sealed class Fixed(double value) : Random
    {
        public override double NextDouble() => value;
    }
}
