using TypedMqttRpc.Calling;

namespace TypedMqttRpc.Tests.Calling;

public sealed class SecretSourceTests
{
    [Fact]
    public void No_secret_comes_twice()
    {
        ulong[][] secrets = new ulong[4][];
        Parallel.For(0, secrets.Length, i => secrets[i] = [.. Enumerable.Range(0, 1_000).Select(static _ => SecretSource.Next())]);

        Assert.Equal(4_000, secrets.SelectMany(static some => some).Distinct().Count());
        Assert.DoesNotContain(0ul, secrets.SelectMany(static some => some));
    }
}
