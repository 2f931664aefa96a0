using MessagePack;
using Microsoft.CodeAnalysis.CodeFixes;

namespace TypedMqttRpc.Generators.Tests.CodeFixes;

/// <summary>Fixes of types that MessagePack does not know.</summary>
public class PayloadFixTests
{
    [Theory]
    [InlineData("TMR0601",
        "public sealed record LampState(bool IsOn, /* percent */ int Level);",
        "[MessagePackObject]\npublic sealed record LampState([property: Key(0)] bool IsOn, /* percent */ [property: Key(1)] int Level);")]
    [InlineData("TMR0601",
        "internal record struct LampState(\n    bool IsOn,\n    int Level)\n{\n    public string? Note { get; init; }\n}",
        "[MessagePackObject(AllowPrivate = true)]\ninternal record struct LampState(\n    [property: Key(0)] bool IsOn,\n    [property: Key(1)] int Level)\n{\n    [Key(2)]\n    public string? Note { get; init; }\n}")]
    [InlineData("TMR0601",
        """
        /// <summary>What a lamp does.</summary>
        public class LampState
        {
            private int _changes;

            public static int Count { get; set; }

            /// <summary>Whether it shines.</summary>
            public bool IsOn { get; set; }

            public int Level; // in percent

            public bool IsDark => !IsOn;

            public void Change() => _changes++;
        }
        """,
        """
        /// <summary>What a lamp does.</summary>
        [MessagePackObject]
        public class LampState
        {
            private int _changes;

            public static int Count { get; set; }

            /// <summary>Whether it shines.</summary>
            [Key(0)]
            public bool IsOn { get; set; }

            [Key(1)]
            public int Level; // in percent

            [IgnoreMember]
            public bool IsDark => !IsOn;

            public void Change() => _changes++;
        }
        """)]
    [InlineData("TMR0601",
        """
        public class LampState
        {
            public LampState(int level, bool isOn) => (Level, IsOn) = (level, isOn);

            public bool IsOn { get; }

            public string? Note { get; set; }

            public int Level { get; }
        }
        """,
        """
        [MessagePackObject]
        public class LampState
        {
            public LampState(int level, bool isOn) => (Level, IsOn) = (level, isOn);

            [Key(1)]
            public bool IsOn { get; }

            [Key(2)]
            public string? Note { get; set; }

            [Key(0)]
            public int Level { get; }
        }
        """)]
    public Task Gives_keys_to_the_members_of_a_type(string rule, string before, string after) => FixVerifier.VerifyAsync(rule, Contract(before), Contract(after));

    [Theory]
    [InlineData("TMR0601", "public class LampState { public bool IsOn { get; private set; } }")]
    [InlineData("TMR0601", "public class LampState { public int Level, Color; }")]
    [InlineData("TMR0601", "public class Named { public string? Name { get; set; } } public class LampState : Named { public int Level { get; set; } }")]
    [InlineData("TMR0601", "public partial class LampState { public int Level { get; set; } } public partial class LampState { public int Color { get; set; } }")]
    public async Task A_type_that_takes_thought_is_left_alone(string rule, string type) =>
        Assert.Empty(await new FixableProject(rule, "using System.Threading;\nusing System.Threading.Tasks;\nusing TypedMqttRpc;\n" + Contract(type)).OffersAsync());

    [Fact]
    public async Task A_type_in_another_file_is_changed_once_and_gets_its_directive()
    {
        var project = new FixableProject("TMR0601",
            "using System.Threading;\nusing System.Threading.Tasks;\nusing TypedMqttRpc;\n\n" + Contract(string.Empty),
            "using System.Threading;\nusing System.Threading.Tasks;\nusing TypedMqttRpc;\n\n" + Contract(string.Empty).Replace("ILamp", "IFan").Replace("lamp", "fan"),
            "public record LampState(int Level);\n");

        IReadOnlyList<string> files = await project.FixAllAsync(FixAllScope.Solution);

        Assert.Equal("using MessagePack;\n\n[MessagePackObject]\npublic record LampState([property: Key(0)] int Level);\n", files[2]);
        Assert.Empty(await project.ProblemsAsync());
    }

    /// <summary>The keys that the fix gives are what MessagePack takes: this is the fixed class of the test above.</summary>
    [Fact]
    public void Keys_in_the_order_of_the_constructor_can_be_read_back()
    {
        CancellationToken stop = TestContext.Current.CancellationToken;
        byte[] written = MessagePackSerializer.Serialize(new LampState(5, true) { Note = "a" }, cancellationToken: stop);
        LampState read = MessagePackSerializer.Deserialize<LampState>(written, cancellationToken: stop);

        Assert.Equal((5, true, "a"), (read.Level, read.IsOn, read.Note));
    }

    private static string Contract(string type) => $"[MqttService(\"lamp\")]\ninternal partial interface ILamp\n{{\n    Task SetAsync(LampState state, CancellationToken stop);\n}}\n\n{type}";

    [MessagePackObject]
    public class LampState
    {
        public LampState(int level, bool isOn) => (Level, IsOn) = (level, isOn);

        [Key(1)]
        public bool IsOn { get; }

        [Key(2)]
        public string? Note { get; set; }

        [Key(0)]
        public int Level { get; }
    }
}
