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

    [Theory]
    [InlineData("TMR0403", "{lampid}", "Task OnAsync(string lampId, CancellationToken stop);", "{lampId}", "Task OnAsync(string lampId, CancellationToken stop);")]
    [InlineData("TMR0403", "{LampId}", "Task OnAsync(string lampId, CancellationToken stop);", "{LampId}", "Task OnAsync(string LampId, CancellationToken stop);", "MatchTokenFix.Parameter")]
    [InlineData("TMR0403",
        "{lampId}", "Task OnAsync(string lampId, CancellationToken stop); Task OffAsync(string lampID, CancellationToken stop);",
        "{lampId}", "Task OnAsync(string lampId, CancellationToken stop); Task OffAsync(string lampId, CancellationToken stop);")]
    public Task Gives_a_token_and_its_parameter_one_name(string rule, string before, string methodBefore, string after, string methodAfter, string? key = null) =>
        FixVerifier.VerifyAsync(rule, Contract($"\"home/{before}/lamp\"", methodBefore), Contract($"\"home/{after}/lamp\"", methodAfter), key);

    private static string Contract(string template, string methods = "Task OnAsync(CancellationToken stop);") =>
        $"[MqttService({template})]\npublic partial interface ILamp\n{{\n    {methods}\n}}";
}
