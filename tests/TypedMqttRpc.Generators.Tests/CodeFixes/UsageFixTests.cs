using Microsoft.CodeAnalysis.CodeFixes;

namespace TypedMqttRpc.Generators.Tests.CodeFixes;

/// <summary>Fixes of code that uses services.</summary>
public class UsageFixTests
{
    [Theory]
    [InlineData("TMR0504",
        "public class Lamp\n{\n    /// <summary>On.</summary>\n    [MqttMethod(OneWay = true)]\n    public Task OnAsync() => Task.CompletedTask;\n}",
        "public class Lamp\n{\n    /// <summary>On.</summary>\n    public Task OnAsync() => Task.CompletedTask;\n}")]
    [InlineData("TMR0504",
        "public class Lamp\n{\n    [Obsolete, MqttMethod] public Task OnAsync() => Task.CompletedTask;\n}",
        "public class Lamp\n{\n    [Obsolete] public Task OnAsync() => Task.CompletedTask;\n}")]
    [InlineData("TMR0504",
        "public class Lamp\n{\n    // On.\n    [Obsolete]\n    [RpcFault(typeof(int))]\n    public Task OnAsync() => Task.CompletedTask;\n}",
        "public class Lamp\n{\n    // On.\n    [Obsolete]\n    public Task OnAsync() => Task.CompletedTask;\n}")]
    [InlineData("TMR0504",
        "public interface ILamp\n{\n    [MqttMethod] Task OnAsync(CancellationToken stop);\n}",
        "[MqttService(\"lamp\")]\npublic partial interface ILamp\n{\n    [MqttMethod] Task OnAsync(CancellationToken stop);\n}",
        "MarkAsServiceFix")]
    [InlineData("TMR0504",
        "[MqttService(\"lamp\")]\npublic partial interface ILamp\n{\n    // On.\n    Task OnAsync(CancellationToken stop);\n}\n\npublic class Lamp : ILamp\n{\n    [MqttMethod(Idempotent = true)]\n    public Task OnAsync(CancellationToken stop) => Task.CompletedTask;\n}",
        "[MqttService(\"lamp\")]\npublic partial interface ILamp\n{\n    // On.\n    [MqttMethod(Idempotent = true)]\n    Task OnAsync(CancellationToken stop);\n}\n\npublic class Lamp : ILamp\n{\n    public Task OnAsync(CancellationToken stop) => Task.CompletedTask;\n}",
        "MoveAttributeFix")]
    public Task Removes_an_attribute_without_effect_or_gives_it_one(string rule, string before, string after, string? key = null) =>
        FixVerifier.VerifyAsync(rule, before, after, key ?? "RemoveAttributeFix");

    [Fact]
    public async Task All_attributes_without_effect_are_removed_from_a_method_at_once()
    {
        var project = new FixableProject("TMR0504", """
            using System.Threading.Tasks;
            using TypedMqttRpc;

            public class Lamp
            {
                [MqttMethod, RpcFault(typeof(int))]
                [RpcFault(typeof(string))]
                public Task OnAsync() => Task.CompletedTask;
            }
            """);

        Assert.Equal("""
            using System.Threading.Tasks;
            using TypedMqttRpc;

            public class Lamp
            {
                public Task OnAsync() => Task.CompletedTask;
            }
            """, Assert.Single(await project.FixAllAsync(FixAllScope.Document, "RemoveAttributeFix")));
    }

    [Theory]
    [InlineData("TMR0701",
        "public interface ILamp\n{\n    Task OnAsync(CancellationToken stop);\n}\n\npublic class LampUser(MqttRpcConnection rpc)\n{\n    public ILamp Lamp => rpc.CreateClient<ILamp>();\n}",
        "[MqttService(\"lamp\")]\npublic partial interface ILamp\n{\n    Task OnAsync(CancellationToken stop);\n}\n\npublic class LampUser(MqttRpcConnection rpc)\n{\n    public ILamp Lamp => rpc.CreateClient<ILamp>();\n}")]
    public Task Makes_a_service_of_what_is_called(string rule, string before, string after) => FixVerifier.VerifyAsync(rule, before, after);

    [Theory]
    [InlineData("TMR0702", "rpc.CreateClient<Lamp>()", "rpc.CreateClient<ILamp>()")]
    [InlineData("TMR0702", "rpc.ServeAsync<Lamp>(new Lamp())", "rpc.ServeAsync<ILamp>(new Lamp())")]
    [InlineData("TMR0702", "rpc.ServeAsync(new Lamp())", "rpc.ServeAsync<ILamp>(new Lamp())")]
    [InlineData("TMR0702", "rpc?.ServeAsync( /* one */ new Lamp())", "rpc?.ServeAsync<ILamp>( /* one */ new Lamp())")]
    public Task Names_the_interface(string rule, string before, string after) => FixVerifier.VerifyAsync(rule, User(before), User(after));

    private static string User(string expression) => $$"""
        [MqttService("lamp")]
        public partial interface ILamp
        {
            Task OnAsync(CancellationToken stop);
        }

        public class Lamp : ILamp
        {
            public Task OnAsync(CancellationToken stop) => Task.CompletedTask;
        }

        public class LampUser
        {
            public object? Use(MqttRpcConnection rpc) => {{expression}};
        }
        """;
}
