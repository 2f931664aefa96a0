namespace TypedMqttRpc.Generators.Tests.Contracts;

/// <summary>Methods of one name.</summary>
public class OverloadTests
{
    [Fact]
    public void Overloads_with_names_of_their_own() => Snapshot.Match(Consumer.Generate("""
        using System.Threading.Tasks;
        using TypedMqttRpc;

        namespace Home;

        [MqttService("lamp")]
        public partial interface ILamp
        {
            Task SetAsync(int level);

            [MqttMethod(Name = "setColour")]
            Task SetAsync(string colour);

            [MqttMethod(Name = "set-both")]
            Task SetAsync(int level, string colour);

            [MqttMethod(Name = "1st")]
            Task SetAsync();

            Task Set(bool on);
        }
        """));

    [Fact]
    public void An_overload_without_a_name_of_its_own() => Snapshot.Match(Consumer.Generate("""
        using System.Threading.Tasks;
        using TypedMqttRpc;

        namespace Home;

        [MqttService("lamp")]
        public partial interface ILamp
        {
            Task SetAsync(int level);

            Task SetAsync(string colour = "white");
        }
        """));

    [Fact]
    public void Two_methods_that_answer_one_topic() => Snapshot.Match(Consumer.Generate("""
        using System.Threading.Tasks;
        using TypedMqttRpc;

        namespace Home;

        [MqttService("lamp")]
        public partial interface ILamp
        {
            Task GetAsync();

            Task Get();

            [MqttMethod(Name = "get")]
            Task FetchAsync();
        }
        """));
}
