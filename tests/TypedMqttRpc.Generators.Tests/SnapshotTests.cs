namespace TypedMqttRpc.Generators.Tests;

public class SnapshotTests
{
    [Fact]
    public void Every_snapshot_belongs_to_a_test()
    {
        IEnumerable<string> tests = typeof(SnapshotTests).Assembly.GetTypes().SelectMany(type => type.GetMethods().Select(method => $"{type.Name}.{method.Name}"));

        Assert.Empty(Snapshot.Names.Except(tests));
    }
}
