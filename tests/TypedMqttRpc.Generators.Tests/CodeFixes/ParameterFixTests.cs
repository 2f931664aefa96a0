using Microsoft.CodeAnalysis.CodeFixes;

namespace TypedMqttRpc.Generators.Tests.CodeFixes;

/// <summary>Fixes of what is wrong with parameters.</summary>
public class ParameterFixTests
{
    [Theory]
    [InlineData("TMR0201", "ref int lamp, CancellationToken stop", "int lamp, CancellationToken stop")]
    [InlineData("TMR0201", "/* which */ ref readonly int lamp, CancellationToken stop", "/* which */ int lamp, CancellationToken stop")]
    [InlineData("TMR0201", "int floor,\n        out int lamp,\n        CancellationToken stop", "int floor,\n        int lamp,\n        CancellationToken stop")]
    [InlineData("TMR0201", "in int lamp, ref int floor, CancellationToken stop", "int lamp, int floor, CancellationToken stop")]
    [InlineData("TMR0201", "[System.ComponentModel.Description] in int lamp, CancellationToken stop", "[System.ComponentModel.Description] int lamp, CancellationToken stop")]
    public Task Passes_by_value(string rule, string before, string after) => VerifyAsync(rule, before, after);

    [Theory]
    [InlineData("TMR0204", "CancellationToken stop, int lamp", "int lamp, CancellationToken stop")]
    [InlineData("TMR0204", "CancellationToken stop, int lamp, params int[] others", "int lamp, CancellationToken stop, params int[] others")]
    [InlineData("TMR0204", "int floor, CancellationToken stop = default, int lamp = 1", "int floor, int lamp = 1, CancellationToken stop = default")]
    [InlineData("TMR0204", "CancellationToken stop, int lamp = 1", "int lamp = 1, CancellationToken stop = default")]
    [InlineData("TMR0204", "\n        CancellationToken stop,\n        int lamp,\n        int floor", "\n        int lamp,\n        int floor,\n        CancellationToken stop")]
    public Task Moves_the_token_to_the_end(string rule, string before, string after) => VerifyAsync(rule, before, after);

    [Theory]
    [InlineData("TMR0205", "", "CancellationToken cancellationToken = default")]
    [InlineData("TMR0205", "int lamp", "int lamp, CancellationToken cancellationToken = default")]
    [InlineData("TMR0205", "int lamp = 1", "int lamp = 1, CancellationToken cancellationToken = default")]
    [InlineData("TMR0205", "params int[] lamps", "CancellationToken cancellationToken = default, params int[] lamps")]
    [InlineData("TMR0205", "int cancellationToken", "int cancellationToken, CancellationToken cancellationToken_ = default")]
    public Task Adds_a_token(string rule, string before, string after) => VerifyAsync(rule, before, after);

    [Theory]
    [InlineData("TMR0411", "string? room, CancellationToken stop", "string room, CancellationToken stop")]
    public Task Does_not_let_a_topic_level_be_null(string rule, string before, string after) => VerifyAsync(rule, before, after);

    [Fact]
    public async Task Parameters_side_by_side_are_fixed_together()
    {
        var project = new FixableProject("TMR0411", """
            using System.Threading;
            using System.Threading.Tasks;
            using TypedMqttRpc;

            [MqttService("home/{floor}/{room}")]
            public partial interface ILamp
            {
                Task OnAsync(string? floor, string? room, CancellationToken stop);
            }
            """);

        Assert.Contains("OnAsync(string floor, string room, CancellationToken stop)", Assert.Single(await project.FixAllAsync(FixAllScope.Document)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Adds_the_directive_that_a_token_needs()
    {
        var project = new FixableProject("TMR0205", """
            using System.Threading.Tasks;
            using TypedMqttRpc;

            [MqttService("lamp")]
            public partial interface ILamp
            {
                Task OnAsync();
            }
            """);

        Assert.Equal("""
            using System.Threading;
            using System.Threading.Tasks;
            using TypedMqttRpc;

            [MqttService("lamp")]
            public partial interface ILamp
            {
                Task OnAsync(CancellationToken cancellationToken = default);
            }
            """, Assert.Single(await project.FixFirstAsync()));
    }

    private static Task VerifyAsync(string rule, string before, string after) => FixVerifier.VerifyAsync(rule, Contract(before), Contract(after));

    private static string Contract(string parameters) => $"[MqttService(\"lamps/{{room}}\")]\npublic partial interface ILamp\n{{\n    Task OnAsync({parameters});\n}}";
}
