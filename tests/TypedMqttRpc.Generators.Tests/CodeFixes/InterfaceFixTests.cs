namespace TypedMqttRpc.Generators.Tests.CodeFixes;

/// <summary>Fixes of what is wrong with an interface as a whole.</summary>
public class InterfaceFixTests
{
    [Theory]
    [InlineData("TMR0001",
        """
        /// <summary>A lamp.</summary>
        [MqttService("lamp")]
        public interface ILamp
        {
            Task OnAsync(CancellationToken stop);
        }
        """,
        """
        /// <summary>A lamp.</summary>
        [MqttService("lamp")]
        public partial interface ILamp
        {
            Task OnAsync(CancellationToken stop);
        }
        """)]
    [InlineData("TMR0001",
        """
        [MqttService("lamp")]
        // Nobody else needs it.
        interface ILamp { Task OnAsync(CancellationToken stop); }
        """,
        """
        [MqttService("lamp")]
        // Nobody else needs it.
        partial interface ILamp { Task OnAsync(CancellationToken stop); }
        """)]
    [InlineData("TMR0002",
        """
        /// <summary>A house.</summary>
        public class LampHouse
        {
            internal sealed record Floor
            {
                [MqttService("lamp")]
                public partial interface ILamp
                {
                    Task OnAsync(CancellationToken stop);
                }
            }
        }
        """,
        """
        /// <summary>A house.</summary>
        public partial class LampHouse
        {
            internal sealed partial record Floor
            {
                [MqttService("lamp")]
                public partial interface ILamp
                {
                    Task OnAsync(CancellationToken stop);
                }
            }
        }
        """)]
    public Task Declares_partial_what_is_not(string rule, string before, string after) => FixVerifier.VerifyAsync(rule, before, after);

    [Theory]
    [InlineData("TMR0003",
        """
        public partial class LampHouse
        {
            /// <summary>A lamp.</summary>
            [MqttService("lamp")]
            private partial interface ILamp
            {
                Task OnAsync(CancellationToken stop);
            }
        }
        """,
        """
        public partial class LampHouse
        {
            /// <summary>A lamp.</summary>
            [MqttService("lamp")]
            internal partial interface ILamp
            {
                Task OnAsync(CancellationToken stop);
            }
        }
        """)]
    [InlineData("TMR0003",
        """
        public partial class LampHouse
        {
            // Private unless said otherwise.
            partial class Floor
            {
                [MqttService("lamp")]
                private protected partial interface ILamp { Task OnAsync(CancellationToken stop); }
            }
        }
        """,
        """
        public partial class LampHouse
        {
            // Private unless said otherwise.
            internal partial class Floor
            {
                [MqttService("lamp")]
                internal partial interface ILamp { Task OnAsync(CancellationToken stop); }
            }
        }
        """)]
    [InlineData("TMR0003",
        """
        public partial class LampHouse
        {
            [MqttService("lamp")]
            protected partial interface ILamp { Task OnAsync(CancellationToken stop); }
        }
        """,
        """
        public partial class LampHouse
        {
            [MqttService("lamp")]
            protected internal partial interface ILamp { Task OnAsync(CancellationToken stop); }
        }
        """)]
    [InlineData("TMR0003",
        """
        [MqttService("lamp")]
        file partial interface ILamp { Task OnAsync(CancellationToken stop); }
        """,
        """
        [MqttService("lamp")]
        internal partial interface ILamp { Task OnAsync(CancellationToken stop); }
        """)]
    [InlineData("TMR0003",
        """
        [MqttService("lamp")]
        public partial interface ILamp
        {
            /// <summary>For derived interfaces.</summary>
            private protected Task OnAsync(CancellationToken stop);
        }
        """,
        """
        [MqttService("lamp")]
        public partial interface ILamp
        {
            /// <summary>For derived interfaces.</summary>
            internal Task OnAsync(CancellationToken stop);
        }
        """)]
    public Task Makes_internal_what_the_generated_file_cannot_see(string rule, string before, string after) => FixVerifier.VerifyAsync(rule, before, after);

    [Theory]
    [InlineData("TMR0005",
        """
        [MqttService("lamp")]
        public partial interface ILamp
        {
            /// <summary>How bright it is.</summary>
            int? Level { get; }

            Task OnAsync(CancellationToken stop);
        }
        """,
        """
        [MqttService("lamp")]
        public partial interface ILamp
        {
            /// <summary>How bright it is.</summary>
            Task<int?> GetLevelAsync(CancellationToken cancellationToken = default);

            Task OnAsync(CancellationToken stop);
        }
        """)]
    [InlineData("TMR0005",
        """
        [MqttService("lamp")]
        public partial interface ILamp
        {
            // Both ways.
            (int Red, int Blue) Color { get; set; } // trailing
        }
        """,
        """
        [MqttService("lamp")]
        public partial interface ILamp
        {
            // Both ways.
            Task<(int Red, int Blue)> GetColorAsync(CancellationToken cancellationToken = default);
            Task SetColorAsync((int Red, int Blue) value, CancellationToken cancellationToken = default); // trailing
        }
        """)]
    public Task Replaces_properties_by_methods(string rule, string before, string after) => FixVerifier.VerifyAsync(rule, before, after);

    [Theory]
    [InlineData("TMR0010",
        """
        /// <summary>What can be switched.</summary>
        public interface ISwitchLamp
        {
            Task OnAsync(CancellationToken stop);
        }

        [MqttService("lamp")]
        public partial interface ILamp : ISwitchLamp;
        """,
        """
        /// <summary>What can be switched.</summary>
        [MqttService("switchLamp")]
        public partial interface ISwitchLamp
        {
            Task OnAsync(CancellationToken stop);
        }

        [MqttService("lamp")]
        public partial interface ILamp : ISwitchLamp;
        """)]
    public Task Makes_services_of_inherited_interfaces(string rule, string before, string after) => FixVerifier.VerifyAsync(rule, before, after);
}
