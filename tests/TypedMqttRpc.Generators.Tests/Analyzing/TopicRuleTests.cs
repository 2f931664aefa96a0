using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;

namespace TypedMqttRpc.Generators.Tests.Analyzing;

/// <summary>What is said of topics that are valid.</summary>
public class TopicRuleTests
{
    [Theory]
    [InlineData("a/{b}", "a/c", true)]
    [InlineData("{a}/b", "a/{b}", true)]
    [InlineData("a/b", "a/b", true)]
    [InlineData("a/b", "a/c", false)]
    [InlineData("a/b", "a/b/c", false)]
    [InlineData("{a}/b", "{a}/c", false)]
    public Task Services_that_get_requests_of_each_other_are_told(string first, string second, bool overlap) => Analysis.AssertMarkedAsync($$"""
        [MqttService("{{first}}")] public partial interface IFirst { Task OnAsync(CancellationToken stop); }
        [MqttService("{{second}}")] public partial interface ISecond { Task OffAsync(CancellationToken stop); } {{(overlap ? "// TMR0409" : "")}}
        """);

    [Fact]
    public async Task Of_several_earlier_services_the_first_is_named()
    {
        ImmutableArray<Diagnostic> found = await Analysis.RunAsync("""
            [MqttService("a/c")] public partial interface IOther { Task OnAsync(CancellationToken stop); }
            [MqttService("{a}/b")] public partial interface IFirst { Task OnAsync(CancellationToken stop); }
            [MqttService("a/b", IdentifyCaller = true)] public partial interface IAside { Task OnAsync(CancellationToken stop); }
            [MqttService("a/b")] public partial interface ISecond { Task OnAsync(CancellationToken stop); }
            [MqttService("x/{b}")] public partial interface IThird { Task OnAsync(CancellationToken stop); }
            """);

        Assert.Equal(
            ["'ISecond' after 'IFirst'", "'IThird' after 'IFirst'"],
            found.Where(static diagnostic => diagnostic.Id == "TMR0409").Select(static diagnostic => $"'{TextAt(diagnostic.Location)}' after '{TextAt(diagnostic.AdditionalLocations[0])}'"));

        static string TextAt(Location place) => place.SourceTree!.GetText(TestContext.Current.CancellationToken).ToString(place.SourceSpan);
    }

    [Theory]
    [InlineData("[MqttService(\"a\", IdentifyCaller = true)] public partial interface ISecond { Task OffAsync(CancellationToken stop); }")]
    [InlineData("[MqttService(\"a\")] public partial interface ISecond : IFirst { Task OffAsync(CancellationToken stop); }")]
    public Task Services_that_are_told_apart_otherwise_are_not(string second) => Analysis.AssertMarkedAsync(
        "[MqttService(\"a\")] public partial interface IFirst { Task OnAsync(CancellationToken stop); }\n" + second);

    [Theory]
    [InlineData(7, false, "")]
    [InlineData(8, false, "// TMR0412")]
    [InlineData(6, true, "")]
    [InlineData(7, true, "// TMR0412")]
    public Task The_method_and_the_caller_are_levels(int levels, bool identifyCaller, string marker) => Analysis.AssertMarkedAsync(
        $"[MqttService(\"{string.Join('/', Enumerable.Repeat("a", levels))}\", IdentifyCaller = {(identifyCaller ? "true" : "false")})] public partial interface ILamp {{ Task OnAsync(CancellationToken stop); }} {marker}");

    [Theory]
    [InlineData(251, "{a}", "")]
    [InlineData(252, "{a}", "// TMR0413")]
    public Task Length_is_counted_in_bytes_and_a_token_as_one(int bytes, string token, string marker)
    {
        string level = new string('é', bytes / 2) + (bytes % 2 == 0 ? "" : "e");
        Assert.Equal(bytes, Encoding.UTF8.GetByteCount(level));

        return Analysis.AssertMarkedAsync($"[MqttService(\"{level}/{token}\")] public partial interface ILamp {{ Task OnAsync(CancellationToken stop); }} {marker}");
    }

    [Theory]
    [InlineData("string deviceid", "// TMR0403")]
    [InlineData("string deviceId", "")]
    [InlineData("string device", "")]
    [InlineData("string deviceId, string DeviceId", "")]
    public Task A_token_that_misses_its_parameter_by_case_is_told(string parameters, string marker) => Analysis.AssertMarkedAsync(
        $"[MqttService(\"lamps/{{deviceId}}\")] public partial interface ILamp {{ Task OnAsync({parameters}, CancellationToken stop); }} {marker}");
}
