using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Tests.Wire;

public sealed class ExpiryTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(-50_000_000, 1)]
    [InlineData(1, 1)]
    [InlineData(9_999_999, 1)]
    [InlineData(10_000_000, 1)]
    [InlineData(10_000_001, 2)]
    [InlineData(15_000_000, 2)]
    [InlineData(100_000_000, 10)]
    [InlineData(864_000_000_000, 86_400)]
    [InlineData(long.MaxValue, uint.MaxValue)]
    [InlineData(long.MaxValue - 1, uint.MaxValue)]
    public void What_is_left_is_rounded_up_to_whole_seconds_and_never_to_none(long ticks, uint seconds) =>
        Assert.Equal(seconds, Expiry.ToSeconds(TimeSpan.FromTicks(ticks)));
}
