namespace TypedMqttRpc.Generators.Tests.Contracts;

/// <summary>Members that are not remote, and members with names that are taken.</summary>
public class MemberTests
{
    [Fact]
    public void A_client_that_the_user_extends() => Snapshot.Match(Consumer.Generate("""
        using System.Threading.Tasks;
        using TypedMqttRpc;

        namespace Home;

        [MqttService("lamp")]
        public partial interface ILamp
        {
            Task SetAsync(int level);
        }

        public partial class LampClient
        {
            public Task SwitchOffAsync() => SetAsync(0);
        }
        """));

    [Fact]
    public void Members_with_a_body_and_static_members_are_not_remote() => Snapshot.Match(Consumer.Generate("""
        using System.Threading.Tasks;
        using TypedMqttRpc;

        namespace Home;

        [MqttService("lamp")]
        public partial interface ILamp
        {
            const int Highest = 100;

            Task SetAsync(int level);

            Task SwitchOffAsync() => SetAsync(0);

            sealed Task SwitchOnAsync() => SetAsync(Highest);

            private Task HalfAsync() => SetAsync(Half());

            static int Half() => Highest / 2;

            static string Colour { get; set; } = "white";

            int Steps => 10;

            enum Mode { Day, Night }
        }
        """));

    [Fact]
    public void A_contract_without_methods() => Snapshot.Match(Consumer.Generate("""
        using System.Threading.Tasks;
        using TypedMqttRpc;

        namespace Home;

        [MqttService("empty/{token}")]
        public partial interface IEmpty { }
        """));

    [Fact]
    public void A_contract_that_is_disposable() => Snapshot.Match(Consumer.Generate("""
        using System;
        using System.Threading.Tasks;
        using TypedMqttRpc;

        namespace Home;

        [MqttService("lamp")]
        public partial interface ILamp : IDisposable, IAsyncDisposable
        {
            Task OnAsync();
        }
        """));

    [Fact]
    public void Members_named_like_what_the_client_inherits() => Snapshot.Match(Consumer.Generate("""
        using System.Threading.Tasks;
        using TypedMqttRpc;

        namespace Home;

        [MqttService("odd")]
        public partial interface IOdd
        {
            new Task Service();

            Task<int> Rebind(int value = 1);

            Task<string> ToString(int value);

            [MqttMethod(Name = "text")]
            Task<string> ToString();

            Task GetHashCodeAsync();

            Task<bool> Equals(object other);

            Task OddContract();

            Task Bind();

            Task OddClient();
        }
        """));
}
