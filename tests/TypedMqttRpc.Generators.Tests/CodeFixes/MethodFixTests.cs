using Microsoft.CodeAnalysis.CodeFixes;

namespace TypedMqttRpc.Generators.Tests.CodeFixes;

/// <summary>Fixes of what is wrong with a method.</summary>
public class MethodFixTests
{
    [Theory]
    [InlineData("TMR0102", "int? CountLamps(CancellationToken stop);", "Task<int?> CountLamps(CancellationToken stop);")]
    [InlineData("TMR0102", "int? CountLamps(CancellationToken stop);", "ValueTask<int?> CountLamps(CancellationToken stop);", "ReturnTaskFix.ValueTask")]
    [InlineData("TMR0102", "(int On, int Off) /* both */ CountLamps(CancellationToken stop);", "Task<(int On, int Off)> /* both */ CountLamps(CancellationToken stop);")]
    [InlineData("TMR0103", "/// <summary>On.</summary>\n    void LampOn(CancellationToken stop);", "/// <summary>On.</summary>\n    Task LampOn(CancellationToken stop);")]
    [InlineData("TMR0103", "[MqttMethod(OneWay = true)] void LampOn(CancellationToken stop);", "[MqttMethod(OneWay = true)] ValueTask LampOn(CancellationToken stop);", "ReturnTaskFix.ValueTask")]
    public Task Returns_a_task(string rule, string before, string after, string? key = null) => VerifyAsync(rule, before, after, key);

    [Theory]
    [InlineData("TMR0102", "IAsyncEnumerable<int> WatchLamps(CancellationToken stop);")]
    [InlineData("TMR0102", "Action WatchLamps(CancellationToken stop);")]
    public async Task What_cannot_be_sent_is_not_put_into_a_task(string rule, string method) =>
        Assert.Empty(await new FixableProject(rule, "using System;\nusing System.Collections.Generic;\nusing System.Threading;\nusing TypedMqttRpc;\n" + Contract(method)).OffersAsync());

    [Theory]
    [InlineData("TMR0107",
        "Task<int> GetAsync(CancellationToken stop);\n    /// <summary>One.</summary>\n    Task<int> GetAsync(string lamp, int floor, CancellationToken stop);",
        "Task<int> GetAsync(CancellationToken stop);\n    /// <summary>One.</summary>\n    [MqttMethod(Name = \"getByLampAndFloor\")]\n    Task<int> GetAsync(string lamp, int floor, CancellationToken stop);")]
    [InlineData("TMR0107",
        "Task<int> GetAsync(CancellationToken stop);\n    [Obsolete, MqttMethod(Idempotent = true)] Task<int> GetAsync(string id, CancellationToken stop);",
        "Task<int> GetAsync(CancellationToken stop);\n    [Obsolete, MqttMethod(Idempotent = true, Name = \"getById\")] Task<int> GetAsync(string id, CancellationToken stop);")]
    [InlineData("TMR0107",
        "Task<int> GetAsync(CancellationToken stop);\n    [MqttMethod(Name = \"getById\")] Task<int> GetAsync(string id, CancellationToken stop);\n    [MqttMethod] Task<int> GetAsync(int id, CancellationToken stop);",
        "Task<int> GetAsync(CancellationToken stop);\n    [MqttMethod(Name = \"getById\")] Task<int> GetAsync(string id, CancellationToken stop);\n    [MqttMethod(Name = \"getById2\")] Task<int> GetAsync(int id, CancellationToken stop);")]
    public Task Names_an_overload(string rule, string before, string after) => VerifyAsync(rule, before, after);

    [Fact]
    public async Task Overloads_of_the_same_parameter_names_get_different_names()
    {
        const string Before = "Task<int> GetAsync(CancellationToken stop); Task<int> GetAsync(int id, CancellationToken stop); Task<int> GetAsync(long id, CancellationToken stop);";
        var project = new FixableProject("TMR0107", "using System.Threading;\nusing System.Threading.Tasks;\nusing TypedMqttRpc;\n" + Contract(Before));

        string after = Assert.Single(await project.FixAllAsync(FixAllScope.Solution));

        Assert.Contains("Name = \"getById\"", after, StringComparison.Ordinal);
        Assert.Contains("Name = \"getById2\"", after, StringComparison.Ordinal);
        Assert.Empty(await project.ProblemsAsync());
    }

    [Theory]
    [InlineData("TMR0108", "[MqttMethod(OneWay = true)] ValueTask<int> LampOn(CancellationToken stop);", "[MqttMethod(OneWay = true)] ValueTask LampOn(CancellationToken stop);")]
    [InlineData("TMR0108", "[MqttMethod(OneWay = true)] Task<int> LampOn(CancellationToken stop);", "[MqttMethod(OneWay = true)] Task LampOn(CancellationToken stop);")]
    [InlineData("TMR0108", "[MqttMethod(OneWay = true)] Task<int> LampOn(CancellationToken stop);", "[MqttMethod] Task<int> LampOn(CancellationToken stop);", "OneWayResultFix.NotOneWay")]
    [InlineData("TMR0108",
        "[MqttMethod(Qos = 1, OneWay = true, TimeoutMs = 5)] Task<int> LampOn(CancellationToken stop);",
        "[MqttMethod(Qos = 1, TimeoutMs = 5)] Task<int> LampOn(CancellationToken stop);",
        "OneWayResultFix.NotOneWay")]
    public Task Drops_the_result_or_the_one_way(string rule, string before, string after, string? key = null) => VerifyAsync(rule, before, after, key);

    private static Task VerifyAsync(string rule, string before, string after, string? key = null) => FixVerifier.VerifyAsync(rule, Contract(before), Contract(after), key);

    private static string Contract(string method) => $"[MqttService(\"lamp\")]\npublic partial interface ILamp\n{{\n    {method}\n}}";
}
