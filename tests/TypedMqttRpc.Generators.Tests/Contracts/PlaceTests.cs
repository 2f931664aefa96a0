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
    public void Documentation_is_inherited_and_obsolete_members_stay_so() => Snapshot.Match(Consumer.Generate("""
        using System;
        using System.Threading.Tasks;
        using TypedMqttRpc;

        namespace Home;

        [Obsolete("Use Bulb.")]
        public sealed class OldBulb { }

        /// <summary>A lamp.</summary>
        [MqttService("lamp")]
        public partial interface ILamp
        {
            /// <summary>Turns it.</summary>
            [Obsolete]
            Task ToggleAsync();

            /// <summary>Sets it.</summary>
            [Obsolete("Use \"Dim\".", true, DiagnosticId = "LAMP1", UrlFormat = "https://example.org/{0}")]
            Task SetAsync(int level);

        #pragma warning disable CS0618
            /// <summary>Changes the bulb.</summary>
            Task ChangeAsync(OldBulb[] bulbs);
        #pragma warning restore CS0618

            /// <summary>Dims it.</summary>
            Task DimAsync(int level);
        }
        """));

    [Fact]
    public void An_obsolete_contract() => Snapshot.Match(Consumer.Generate("""
        using System;
        using System.Threading.Tasks;
        using TypedMqttRpc;

        namespace Home;

        [Obsolete("Use IBulb.")]
        [MqttService("lamp")]
        public partial interface ILamp
        {
            Task ToggleAsync();
        }
        """));

    [Fact]
    public void Experimental_members_stay_so() => Snapshot.Match(Consumer.Generate("""
        using System.Diagnostics.CodeAnalysis;
        using System.Threading.Tasks;
        using TypedMqttRpc;

        namespace Home;

        [MqttService("lamp")]
        public partial interface ILamp
        {
            [Experimental("LAMP01", UrlFormat = "https://example.org/{0}")]
            Task ToggleAsync();

            Task DimAsync(int level);
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
