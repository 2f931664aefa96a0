using TypedMqttRpc.Generators.Infrastructure;

namespace TypedMqttRpc.Generators.Tests.Infrastructure;

public class NameTests
{
    [Fact]
    public void A_name_is_handed_out_once()
    {
        var names = new UniqueNames(["taken"]);

        Assert.Equal("free", names.Take("free"));
        Assert.Equal("other", names.Take("taken", "other"));
        Assert.Equal("taken2", names.Take("taken"));
        Assert.Equal("taken3", names.Take("free", "taken"));
    }

    [Fact]
    public void Only_files_that_collide_without_case_are_marked()
    {
        EquatableArray<string> colliding = HintNames.FindColliding(["A.ILamp", "A.Ilamp", "A.IFan"]);

        Assert.Equal(["A.ILamp", "A.Ilamp"], colliding);
        Assert.Equal("A.IFan.g.cs", HintNames.FileName("A.IFan", colliding));
        Assert.Matches("^A\\.ILamp\\.[0-9a-f]{8}\\.g\\.cs$", HintNames.FileName("A.ILamp", colliding));
    }
}
