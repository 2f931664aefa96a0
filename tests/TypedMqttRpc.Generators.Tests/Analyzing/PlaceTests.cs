using Microsoft.CodeAnalysis;

namespace TypedMqttRpc.Generators.Tests.Analyzing;

/// <summary>Where issues are shown.</summary>
public class PlaceTests
{
    [Theory]
    [InlineData("Task OnAsync(ref int level, CancellationToken stop);", "level")]
    [InlineData("Task<Task> OnAsync(CancellationToken stop);", "OnAsync")]
    [InlineData("int Level { get; }", "Level")]
    [InlineData("event Action? Changed;", "Changed")]
    [InlineData("const int Nothing = 1;", "ILamp")]
    public async Task An_issue_is_on_the_name(string member, string name)
    {
        Diagnostic diagnostic = (await Analysis.RunAsync($"[MqttService(\"lamp\")] public partial interface ILamp {{ {member} }}")).First();

        Assert.Equal(name, TextAt(diagnostic.Location));
    }

    [Fact]
    public async Task An_inherited_member_is_shown_in_the_base_list_and_as_a_second_place()
    {
        Diagnostic diagnostic = Assert.Single(await Analysis.RunAsync("""
            namespace Home
            {
                [MqttService("switch")]
                public partial interface ISwitch
                {
                    Task OnAsync(double room, CancellationToken stop);
                }
            }

            [MqttService("{room}/lamp")]
            public partial interface ILamp : IDisposable, Home.ISwitch
            {
                Task DimAsync(CancellationToken stop);
            }
            """), static diagnostic => diagnostic.Id == "TMR0406");

        Assert.Equal("Home.ISwitch", TextAt(diagnostic.Location));
        Assert.Equal("room", TextAt(Assert.Single(diagnostic.AdditionalLocations)));
    }

    [Fact]
    public Task What_a_service_inherits_from_a_service_is_reported_once() => Analysis.AssertMarkedAsync("""
        [MqttService("switch")]
        public partial interface ISwitch
        {
            Task OnAsync(); // TMR0205
            int Level { get; } // TMR0005
        }

        [MqttService("lamp")]
        public partial interface ILamp : ISwitch
        {
            Task DimAsync(CancellationToken stop);
        }
        """);

    [Fact]
    public Task Of_several_parts_the_one_with_the_attribute_is_shown() => Analysis.AssertMarkedAsync("""
        public partial interface ILamp
        {
            const int Nothing = 1;
        }

        [MqttService("lamp")]
        public partial interface ILamp; // TMR0012
        """);

    [Fact]
    public async Task Without_the_library_nothing_is_looked_at() => Assert.Empty(await Analysis.RunAsync(Consumer.Compile(
        [Consumer.Parse("public class MqttServiceAttribute : System.Attribute; [MqttService] interface ILamp { int Level { get; } }", Consumer.Newest)]).WithReferences([])));

    private static string TextAt(Location location) => location.SourceTree!.ToString().Substring(location.SourceSpan.Start, location.SourceSpan.Length);
}
