namespace TypedMqttRpc.Generators.Tests.Contracts;

/// <summary>Where a contract may stand, and what it may be called.</summary>
public class PlaceTests
{
    [Fact]
    public void In_the_global_namespace() => Snapshot.Match(Consumer.Generate("""
        using System.Threading.Tasks;
        using TypedMqttRpc;

        [MqttService("lamp")]
        public partial interface ILamp
        {
            Task ToggleAsync();
        }
        """));

    [Fact]
    public void An_internal_contract() => Snapshot.Match(Consumer.Generate("""
        using System.Threading.Tasks;
        using TypedMqttRpc;

        namespace Home;

        internal enum Level { Low, High }

        [MqttService("lamp")]
        internal partial interface ILamp
        {
            Task SetAsync(Level level = Level.High);
        }
        """));

    [Fact]
    public void Nested_in_classes_and_structs() => Snapshot.Match(Consumer.Generate("""
        using System.Threading.Tasks;
        using TypedMqttRpc;

        namespace Home;

        public static partial class House
        {
            internal partial struct Floor
            {
                [MqttService("lamp")]
                public partial interface ILamp
                {
                    Task<Level> SetAsync(Level level);
                }

                public enum Level { Low, High }
            }
        }
        """));

    [Fact]
    public void Nested_in_records_and_interfaces() => Snapshot.Match(Consumer.Generate("""
        using System.Threading.Tasks;
        using TypedMqttRpc;

        namespace Home;

        public partial record House(int Number)
        {
            public readonly partial record struct Floor(int Number)
            {
                public partial interface @base
                {
                    [MqttService("lamp")]
                    protected internal partial interface ILamp
                    {
                        Task SetAsync();
                    }
                }
            }
        }
        """));

    [Fact]
    public void Nested_in_the_global_namespace_beside_a_namesake() => Snapshot.Match(Consumer.Generate("""
        using System.Threading.Tasks;
        using TypedMqttRpc;

        public partial class House
        {
            public const int LampContract = 1;

            [MqttService("house/lamp")]
            public partial interface ILamp
            {
                Task SetAsync();
            }
        }

        public partial class Shed
        {
            [MqttService("shed/lamp")]
            public partial interface ILamp
            {
                Task SetAsync();
            }
        }
        """));

    [Fact]
    public void Names_without_the_leading_I() => Snapshot.Match(Consumer.Generate("""
        using System.Threading.Tasks;
        using TypedMqttRpc;

        namespace Home;

        [MqttService("item")]
        public partial interface Item
        {
            Task GetAsync();
        }

        [MqttService("i")]
        public partial interface I
        {
            Task GetAsync();
        }
        """));

    [Fact]
    public void Names_that_differ_in_case_only() => Snapshot.Match(Consumer.Generate("""
        using System.Threading.Tasks;
        using TypedMqttRpc;

        namespace Home;

        [MqttService("a")]
        public partial interface ILamp
        {
            Task GetAsync();
        }

        [MqttService("b")]
        public partial interface Ilamp
        {
            Task GetAsync();
        }

        [MqttService("c")]
        public partial interface IFan
        {
            Task GetAsync();
        }
        """));

    [Fact]
    public void A_type_of_the_user_with_the_name_of_the_descriptors() => Snapshot.Match(Consumer.Generate("""
        using System.Threading.Tasks;
        using TypedMqttRpc;

        namespace Home;

        public sealed class LampContract { }

        [MqttService("lamp")]
        public partial interface ILamp
        {
            Task SetAsync(LampContract contract);
        }
        """));

    [Fact]
    public void Parts_of_a_contract_in_several_places() => Snapshot.Match(Consumer.Generate("""
        using System.Threading.Tasks;
        using TypedMqttRpc;

        namespace Home;

        [MqttService("lamp")]
        public partial interface ILamp
        {
            Task OnAsync();
        }

        public partial interface ILamp
        {
            Task OffAsync();
        }
        """));

    [Fact]
    public void Internal_members_of_a_public_contract() => Snapshot.Match(Consumer.Generate("""
        using System.Threading.Tasks;
        using TypedMqttRpc;

        namespace Home;

        internal sealed class Secret { }

        [MqttService("lamp")]
        public partial interface ILamp
        {
            Task OnAsync();

            internal Task TellAsync(Secret secret);
        }
        """));
}
