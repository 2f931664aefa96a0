namespace TypedMqttRpc.Generators.Tests.CodeFixes;

/// <summary>Fixes of topic templates.</summary>
public class TopicFixTests
{
    [Theory]
    [InlineData("TMR0401", "\"/lamp\"", "\"lamp\"")]
    [InlineData("TMR0401", "\"home//lamp//\", Name = \"Lamp\"", "\"home/lamp\", Name = \"Lamp\"")]
    [InlineData("TMR0401", "@\"lamp/{room}/\"", "\"lamp/{room}\"")]
    public Task Removes_empty_levels(string rule, string before, string after) => FixVerifier.VerifyAsync(rule, Contract(before), Contract(after));

    [Theory]
    [InlineData("TMR0401", "\"\"")]
    [InlineData("TMR0401", "\"//\"")]
    [InlineData("TMR0401", "\"/a+\"")]
    [InlineData("TMR0401", "Topics.Lamp")]
    public async Task A_topic_that_would_not_be_right_afterwards_or_is_written_elsewhere_is_left_alone(string rule, string template) =>
        Assert.Empty(await new FixableProject(rule, "using System.Threading;\nusing System.Threading.Tasks;\nusing TypedMqttRpc;\n" + Contract(template) + "\npublic static class Topics { public const string Lamp = \"/lamp\"; }").OffersAsync());

    private static string Contract(string template) => $"[MqttService({template})]\npublic partial interface ILamp\n{{\n    Task OnAsync(CancellationToken stop);\n}}";
}
