using Microsoft.CodeAnalysis.CSharp;
using TypedMqttRpc.Generators.Reading;

namespace TypedMqttRpc.Generators.Tests;

/// <summary>What the reader reports.</summary>
public class RuleTests
{
    [Fact]
    public void No_id_is_given_twice() => Assert.Equal(Rules.All.Length, Rules.All.Select(rule => rule.Id).Distinct().Count());

    [Theory]
    [InlineData("", "TMR0401: The topic '' is empty; write at least one level, such as 'home/thermostat'.")]
    [InlineData("/a", "TMR0401: The topic '/a' has an empty level; remove the leading, trailing or double '/'.")]
    [InlineData("a//{b", "TMR0401: The topic 'a//{b' has an empty level; remove the leading, trailing or double '/'.")]
    [InlineData("a/", "TMR0401: The topic 'a/' has an empty level; remove the leading, trailing or double '/'.")]
    [InlineData("a/#", "TMR0402: The topic 'a/#' contains the wildcard '#'; write a named token such as '{id}'.")]
    [InlineData("a/b+/c", "TMR0402: The topic 'a/b+/c' contains the wildcard '+' inside the level 'b+'.")]
    [InlineData("a/{id", "TMR0404: The topic 'a/{id' has an unbalanced brace, or a token that is not a whole level, in '{id'; write '{name}' between two '/'.")]
    [InlineData("a/x{id}", "TMR0404: The topic 'a/x{id}' has an unbalanced brace, or a token that is not a whole level, in 'x{id}'; write '{name}' between two '/'.")]
    [InlineData("{}", "TMR0404: The topic '{}' has the token '{}', whose name is not letters, digits and '_' (beginning with a letter or '_').")]
    [InlineData("{id}/{id}", "TMR0405: The topic '{id}/{id}' has the token '{id}' twice; give each token a name of its own.")]
    [InlineData("$SYS/a", "TMR0407: The topic '$SYS/a' begins with '$', which brokers reserve for themselves.")]
    [InlineData("a/\u0001", "TMR0408: The topic 'a/\u0001' contains the character U+0001, which does not belong in a topic.")]
    public void A_topic_that_is_not_valid_breaks_one_rule(string template, string sentence) =>
        Assert.Equal(sentence, Issues($"[MqttService({SymbolDisplay.FormatLiteral(template, quote: true)})]", "Task OnAsync(CancellationToken stop);").Single());

    [Theory]
    [InlineData("[MqttService(\"a\", Name = \"\")]", "TMR0506: The name '' in [MqttService] is not one topic level: plain text without '/', '+' and '#'.")]
    [InlineData("[MqttService(\"a\", Name = \"b/c\")]", "TMR0506: The name 'b/c' in [MqttService] is not one topic level: plain text without '/', '+' and '#'.")]
    [InlineData("[MqttService(\"a\", Group = \"b+\")]", "TMR0505: The group 'b+' is not one topic level: plain text without '/', '+' and '#'.")]
    public void Names_are_topic_levels(string attribute, string sentence) => Assert.Equal(sentence, Issues(attribute, "Task OnAsync(CancellationToken stop);").Single());

    [Theory]
    [InlineData("Task OnAsync();", "TMR0205: 'OnAsync' cannot be cancelled by its caller; add a CancellationToken.")]
    [InlineData("Task OnAsync(CancellationToken stop, int level);", "TMR0204: CancellationToken should be the last parameter of 'OnAsync'.")]
    [InlineData("Task OnAsync(string? id, CancellationToken stop);", "TMR0411: Token parameter 'id' may be null; a level of a topic cannot.")]
    [InlineData("Task OnAsync(CancellationToken stop); Task Both() => OnAsync(default);", "TMR0009: 'Both' has a body: it runs in the caller and is never sent.")]
    [InlineData("const int Nothing = 1;", "TMR0012: 'ILamp' declares no remote method.")]
    public void What_works_but_is_seldom_meant_is_told(string members, string sentence) => Assert.Equal(sentence, Issues("[MqttService(\"lamps/{id}\")]", members).Single());

    [Fact]
    public void An_issue_names_the_symbol_to_look_at()
    {
        ContractIssue issue = ContractIssues.Of(Project("[MqttService(\"lamp\")]", "Task OnAsync(ref int level, CancellationToken stop);")).First();

        Assert.Equal((Rules.ByReference, "level"), (issue.Rule, issue.Symbol.Name));
    }

    private static IEnumerable<string> Issues(string attribute, string members) => ContractIssues.Of(Project(attribute, members)).Select(issue => issue.Describe());

    private static CSharpCompilation Project(string attribute, string members) => Consumer.Compile(
        $"using System.Threading;\nusing System.Threading.Tasks;\nusing TypedMqttRpc;\n{attribute} public partial interface ILamp {{ {members} }}", Consumer.Newest);
}
