using TypedMqttRpc.Generators.Infrastructure;

namespace TypedMqttRpc.Generators.Tests.Infrastructure;

public class EquatableArrayTests
{
    [Fact]
    public void Arrays_with_the_same_elements_are_equal()
    {
        EquatableArray<string> a = new[] { "x", "y" }.ToEquatableArray();
        EquatableArray<string> b = new[] { "x", "y" }.ToEquatableArray();

        Assert.True(a.Equals(b));
        Assert.Equal(a.GetHashCode(), b.GetHashCode());
    }

    [Fact]
    public void Order_and_length_count()
    {
        EquatableArray<string> a = new[] { "x", "y" }.ToEquatableArray();

        Assert.False(a.Equals(new[] { "y", "x" }.ToEquatableArray()));
        Assert.False(a.Equals(new[] { "x" }.ToEquatableArray()));
    }

    [Fact]
    public void The_default_is_empty()
    {
        EquatableArray<string> nothing = default;

        Assert.Empty(nothing);
        Assert.True(nothing.Equals(Array.Empty<string>().ToEquatableArray()));
        Assert.Equal(Array.Empty<string>().ToEquatableArray().GetHashCode(), nothing.GetHashCode());
    }
}
