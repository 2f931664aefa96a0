namespace TypedMqttRpc.Generators.Tests.Contracts;

/// <summary>What attributes and documentation of a contract become.</summary>
public class AttributeTests
{
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
}
