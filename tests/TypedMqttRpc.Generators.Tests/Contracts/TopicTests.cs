namespace TypedMqttRpc.Generators.Tests.Contracts;

/// <summary>What templates and their tokens become.</summary>
public class TopicTests
{
    [Fact]
    public void A_topic_without_tokens() => Snapshot.Match(Consumer.Generate("""
        using System.Threading;
        using System.Threading.Tasks;
        using TypedMqttRpc;

        namespace Home;

        [MqttService("demo/greeter")]
        public partial interface IGreeter
        {
            ValueTask<string> HelloAsync(string name, CancellationToken cancellationToken = default);
        }
        """));

    [Fact]
    public void Tokens_bound_when_the_client_is_made() => Snapshot.Match(Consumer.Generate("""
        using System.Threading.Tasks;
        using TypedMqttRpc;

        namespace Home;

        [MqttService("{site}/lines/{line}/{machine}")]
        public partial interface IMachine
        {
            Task StartAsync();

            Task StopAsync(string machine);
        }
        """));

    [Fact]
    public void Tokens_that_are_keywords_or_clash() => Snapshot.Match(Consumer.Generate("""
        using System.Threading.Tasks;
        using TypedMqttRpc;

        namespace Home;

        [MqttService("{class}/{invoker}/{CellContract}")]
        public partial interface ICell
        {
            Task StartAsync();
        }
        """));

    [Fact]
    public void A_service_with_every_setting() => Snapshot.Match(Consumer.Generate("""
        using System.Threading.Tasks;
        using TypedMqttRpc;

        namespace Home;

        [MqttService("plant/{line}", Name = "press-line", Group = "presses", IdentifyCaller = true)]
        public partial interface IPress
        {
            Task StartAsync();
        }
        """));

    [Fact]
    public void A_topic_with_unusual_text() => Snapshot.Match(Consumer.Generate("""
        using System.Threading.Tasks;
        using TypedMqttRpc;

        namespace Home;

        [MqttService("a \"b\"/ü\\c <x>&")]
        public partial interface IUnusual
        {
            Task StartAsync();
        }
        """));

    [Fact]
    public void A_topic_that_is_not_valid() => Snapshot.Match(Consumer.Generate("""
        using System;
        using System.Threading.Tasks;
        using TypedMqttRpc;

        namespace Home;

        [MqttService("home/+/lamp")]
        public partial interface ILamp : IDisposable
        {
            /// <summary>Turns it.</summary>
            Task<bool> ToggleAsync(string room, int level = 3);

            int Level { get; }
        }
        """));

    [Fact]
    public void A_group_that_is_not_valid() => Snapshot.Match(Consumer.Generate("""
        using System.Threading.Tasks;
        using TypedMqttRpc;

        namespace Home;

        [MqttService("home/{room}/lamp", Group = "a/b")]
        public partial interface ILamp
        {
            Task<bool> ToggleAsync(int level = 3);

            Task<T> GetAsync<T>();
        }
        """));
}
