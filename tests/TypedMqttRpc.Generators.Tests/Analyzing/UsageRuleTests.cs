namespace TypedMqttRpc.Generators.Tests.Analyzing;

/// <summary>What is said of code that uses services.</summary>
public class UsageRuleTests
{
    private const string Types = """
        public interface IPlain { }
        public class Plain { }
        [MqttService("lamp")] public partial interface ILamp { Task OnAsync(CancellationToken stop); }
        public class Lamp : ILamp { public Task OnAsync(CancellationToken stop) => Task.CompletedTask; }
        [MqttService("half")] public interface IHalf { Task OnAsync(CancellationToken stop); } // TMR0001
        public class Factory { public static T CreateClient<T>() where T : class => null!; public static void ServeAsync(object service) { } }

        """;

    [Theory]
    [InlineData("connection.CreateClient<ILamp>();")]
    [InlineData("connection.CreateClient<IPlain>(); // TMR0701")]
    [InlineData("connection.CreateClient<Plain>(); // TMR0701")]
    [InlineData("connection.CreateClient<IHalf>(); // TMR0701")]
    [InlineData("connection.CreateClient<IMissing>();")]
    [InlineData("connection.CreateClient<Lamp>(); // TMR0702")]
    [InlineData("connection.CreateClient<LampClient>(); // TMR0702")]
    [InlineData("connection?.CreateClient<Lamp>(); // TMR0702")]
    [InlineData("connection.ServeAsync<ILamp>(new Lamp());")]
    [InlineData("connection.ServeAsync<Lamp>(new Lamp()); // TMR0702")]
    [InlineData("connection.ServeAsync(new Lamp()); // TMR0702")]
    [InlineData("connection.ServeAsync(new Plain()); // TMR0701")]
    [InlineData("connection.ServeAsync((ILamp)new Lamp());")]
    [InlineData("Factory.CreateClient<IPlain>(); Factory.ServeAsync(new Plain());")]
    [InlineData("new MqttRpcOptions { SerializerOptions = MessagePackSerializerOptions.Standard };")]
    [InlineData("new MqttRpcOptions { SerializerOptions = MessagePackSerializerOptions.Standard.WithCompression(MessagePackCompression.Lz4Block) }; // TMR0703")]
    [InlineData("new MqttRpcOptions { SerializerOptions = MessagePackSerializerOptions.Standard.WithCompression(MessagePackCompression.None) };")]
    [InlineData("new MqttRpcOptions { SerializerOptions = MessagePackSerializerOptions.Standard.WithCompression(MessagePackCompression.Lz4BlockArray).WithOldSpec() }; // TMR0703")]
    [InlineData("new MqttRpcOptions { SerializerOptions = MessagePackSerializerOptions.Standard.WithCompression(MessagePackCompression.Lz4Block).WithCompression(MessagePackCompression.None) };")]
    [InlineData("new MqttRpcOptions { SerializerOptions = MessagePackSerializerOptions.Standard.WithResolver(TypelessObjectResolver.Instance) }; // TMR0703")]
    [InlineData("new MqttRpcOptions { SerializerOptions = TypelessContractlessStandardResolver.Options }; // TMR0703")]
    [InlineData("new MqttRpcOptions { SerializerOptions = ContractlessStandardResolver.Options };")]
    public Task A_use_is_explained(string statement) =>
        Analysis.AssertMarkedAsync(Types + $"public static class Program {{ public static void Run(MqttRpcConnection connection) {{\n{statement}\n}} }}");

    [Fact]
    public Task Attributes_of_methods_are_for_services() => Analysis.AssertMarkedAsync("""
        public interface IPlain
        {
            [MqttMethod(Idempotent = true)] // TMR0504
            [RpcFault(typeof(string))] // TMR0504
            Task OnAsync(CancellationToken stop);
        }

        [MqttService("lamp")]
        public partial interface ILamp
        {
            [MqttMethod(Idempotent = true)]
            [RpcFault(typeof(string))]
            Task OnAsync(CancellationToken stop);
        }
        """);
}
