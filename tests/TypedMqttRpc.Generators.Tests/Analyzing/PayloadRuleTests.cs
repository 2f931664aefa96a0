using MessagePack;
using Microsoft.CodeAnalysis;

namespace TypedMqttRpc.Generators.Tests.Analyzing;

/// <summary>What the rules say of a type is what MessagePack does with it.</summary>
public class PayloadRuleTests
{
    private const string Point = "[MessagePackObject] public sealed record Point([property: Key(0)] int X, [property: Key(1)] int Y); ";

    /// <summary>Types, with the bytes of an empty one.</summary>
    public static TheoryData<string, string> Hashing { get; } = new()
    {
        { "Dictionary<{0}, int>", "80" },
        { "IDictionary<{0}, int>", "80" },
        { "IReadOnlyDictionary<{0}, int>", "80" },
        { "System.Collections.Concurrent.ConcurrentDictionary<{0}, int>", "80" },
        { "System.Collections.ObjectModel.ReadOnlyDictionary<{0}, int>", "80" },
        { "System.Collections.Immutable.ImmutableDictionary<{0}, int>", "80" },
        { "System.Collections.Generic.OrderedDictionary<{0}, int>", "80" },
        { "System.Linq.ILookup<{0}, int>", "90" },
        { "HashSet<{0}>", "90" },
        { "ISet<{0}>", "90" },
        { "IReadOnlySet<{0}>", "90" },
        { "System.Collections.Immutable.ImmutableHashSet<{0}>", "90" },
        { "System.Collections.Immutable.IImmutableSet<{0}>", "90" },
        { "SortedDictionary<{0}, int>", "80" },
        { "SortedList<{0}, int>", "80" },
        { "SortedSet<{0}>", "90" },
        { "List<KeyValuePair<{0}, int>>", "90" },
        { "Dictionary<int, {0}>", "80" },
        { "{0}[]", "90" },
    };

    public static TheoryData<string> Keys { get; } =
    [
        "bool", "char", "sbyte", "byte", "short", "ushort", "int", "uint", "long", "ulong", "float", "double", "string", "DayOfWeek", "Guid", "DateTime", "DateTimeOffset",
        "decimal", "DateOnly", "TimeOnly", "TimeSpan", "Uri", "Version", "Half", "int?", "DayOfWeek?", "(int, int)", "Tuple<int, int>", "byte[]", "System.Numerics.BigInteger", "Int128", "Nil",
    ];

    [Theory, MemberData(nameof(Keys))]
    public Task A_key_is_reported_if_it_is_refused(string key) => AssertKeysAsync($"Dictionary<{key}, int>", "80");

    [Theory, MemberData(nameof(Hashing))]
    public Task A_collection_is_reported_if_it_hashes(string collection, string empty) =>
        AssertKeysAsync(collection.Replace("{0}", "(int, int)", StringComparison.Ordinal), empty);

    [Theory]
    [InlineData("System.Collections.Frozen.FrozenDictionary<DateOnly, int>", "81C001")]
    [InlineData("System.Collections.Frozen.FrozenSet<DateOnly>", "9100")]
    public Task A_frozen_collection_hashes_when_it_is_not_empty(string collection, string one) => AssertKeysAsync(collection, one);

    /// <summary>Types of a project, with bytes that are one, and the rule that says why they are not.</summary>
    public static TheoryData<string, string, string, string?> Types { get; } = new()
    {
        { Point, "Point", "920102", null },
        { Point, "List<Point?>[]", "91 91 C0", null },
        { "public sealed class Plain;", "Plain", "90", "TMR0601" },
        { "public sealed class Plain;", "Dictionary<int, List<Plain>>", "81 01 91 90", "TMR0601" },
        { "public sealed class Plain;", "(int, Plain)", "92 01 C0", "TMR0601" },
        { "public struct Plain;", "Plain?", "90", "TMR0601" },
        { "public sealed record Plain; [MessagePackObject] public sealed record Outer([property: Key(0)] Plain Inner);", "Outer", "91 90", "TMR0601" },
        { "public sealed record Plain; [MessagePackObject] public sealed class Outer { [Key(0)] public int A { get; set; } [IgnoreMember] public Plain? Inner { get; set; } }", "Outer", "91 01", null },
        { "[MessagePackObject] public sealed class Node { [Key(0)] public Node? Next { get; set; } [Key(1)] public List<Node> Others { get; set; } = []; }", "Node", "92 C0 90", null },
        { "[MessagePackObject(keyAsPropertyName: true)] public sealed class Named { public int A { get; set; } }", "Named", "80", null },
        { "[System.Runtime.Serialization.DataContract] public sealed class Contract { [System.Runtime.Serialization.DataMember(Order = 0)] public int A { get; set; } public Random? B { get; set; } }", "Contract", "91 01", null },
        { "[System.Runtime.Serialization.DataContract] public sealed class Contract { [System.Runtime.Serialization.DataMember(Name = \"a\")] public int A { get; set; } public Random? B { get; set; } }", "Contract", "81 A161 01", null },
        { "[MessagePackObject] public class Base; public sealed class Derived : Base;", "Derived", "90", null },
        { "[MessagePackObject] public sealed class Box<T> { [Key(0)] public T? Value { get; set; } }", "Box<int>", "91 01", null },
        { "public sealed class Plain; [MessagePackObject] public sealed class Box<T> { [Key(0)] public T? Value { get; set; } }", "Box<Plain>", "91 C0", "TMR0601" },
        { "public enum Unit { Celsius }", "Unit[]", "91 00", null },
        { "public sealed class Levels : List<int>;", "Levels", "91 D2 00000001", null },
        { "public abstract class Shape;", "Shape", "90", "TMR0602" },
        { "public interface IShape;", "IShape[]", "91 90", "TMR0602" },
        { "[MessagePackObject] public abstract class Shape;", "Shape", "90", "TMR0602" },
        { "[Union(0, typeof(Circle))] public interface IShape; [MessagePackObject] public sealed class Circle : IShape { [Key(0)] public int R { get; set; } }", "IShape", "92 00 91 01", null },
        { "[MessagePackFormatter(typeof(IdFormatter))] public sealed class Id; " + FormatterOf("Id"), "Id", "C0", null },
        { "", "Exception", "90", "TMR0601" },
        { "", "System.Net.IPAddress", "90", "TMR0601" },
        { "", "System.Net.IPEndPoint", "90", "TMR0601" },
        { "", "System.Net.Mail.MailAddress", "90", "TMR0601" },
        { "", "System.Text.Json.JsonElement", "90", "TMR0601" },
        { "", "System.Text.Json.JsonDocument", "90", "TMR0601" },
        { "", "System.Text.RegularExpressions.Regex", "90", "TMR0601" },
        { "", "Index", "90", "TMR0601" },
        { "", "Range", "90", "TMR0601" },
        { "", "TimeZoneInfo", "90", "TMR0601" },
        { "", "Uri", "A161", null },
        { "", "System.Collections.ArrayList", "90", null },
    };

    [Theory, MemberData(nameof(Types))]
    public async Task A_type_is_reported_if_it_cannot_be_read(string declarations, string type, string bytes, string? rule)
    {
        var program = new PayloadProgram(type, declarations);

        Assert.Equal(rule is null ? [] : [rule], (await ReportedAsync(program)).Select(static diagnostic => diagnostic.Id));
        Exception? refused = program.Read(Hex(bytes));
        Assert.True(rule is null ? refused is null : refused is FormatterNotRegisteredException, $"MessagePack says: {refused?.ToString() ?? "nothing"}");
    }

    /// <summary>MessagePack's own generator registers formatters, which does not run in these tests.</summary>
    [Theory]
    [InlineData("public sealed class Id; ", "", "Id")]
    [InlineData("public sealed class Id; ", "", "List<Id>")]
    [InlineData("public sealed class Id; ", "[assembly: MessagePackAssumedFormattable(typeof(Id))]", "Id")]
    [InlineData("public interface Id; ", "[assembly: MessagePackKnownFormatter(typeof(IdFormatter))]", "Id")]
    public async Task A_type_with_a_formatter_in_the_project_is_not_reported(string declaration, string attribute, string type) =>
        Assert.Empty(await ReportedAsync(new PayloadProgram(type, attribute + declaration + (attribute.Contains("Assumed", StringComparison.Ordinal) ? "" : FormatterOf("Id")))));

    [Theory]
    [InlineData("object", "TMR0603")]
    [InlineData("dynamic", "TMR0603")]
    [InlineData("List<object?>", "TMR0603")]
    [InlineData("Dictionary<string, object>", "TMR0603")]
    [InlineData("Dictionary<object, int>", "TMR0603")]
    [InlineData("List<string?>", null)]
    public async Task What_loses_its_type_is_reported(string type, string? rule) =>
        Assert.Equal(rule is null ? [] : [rule], (await ReportedAsync(new PayloadProgram(type))).Select(static diagnostic => diagnostic.Id));

    [Fact]
    public Task Of_arguments_results_and_faults_each_is_looked_at_and_a_type_is_told_once() => Analysis.AssertMarkedAsync("""
        public sealed class A;
        public sealed class B;
        public sealed class C;

        [MqttService("lamps/{id}")]
        public partial interface ILamp
        {
            Task OnAsync(A a, CancellationToken stop); // TMR0601
            Task<B> OffAsync(A a, CancellationToken stop); // TMR0601
            [RpcFault(typeof(C))]
            Task DimAsync(A a, B b, CancellationToken stop); // TMR0601
            Task<object> GetAsync(string id, object value, CancellationToken stop); // TMR0603 TMR0603
        }
        """);

    [Fact]
    public async Task A_code_fix_is_told_where_the_type_is()
    {
        Diagnostic diagnostic = Assert.Single(await ReportedAsync(new PayloadProgram("List<Plain>", "public sealed class Plain;")));

        Assert.Equal("value", TextAt(diagnostic.Location));
        Assert.Equal("Plain", TextAt(Assert.Single(diagnostic.AdditionalLocations)));
    }

    private static async Task AssertKeysAsync(string type, string bytes)
    {
        var program = new PayloadProgram(type);
        Exception? refused = program.Read(Hex(bytes));

        Assert.True(refused is null or TypeAccessException or MessagePackSerializationException, refused?.ToString());
        Assert.Equal(refused is TypeAccessException ? ["TMR0605"] : [], (await ReportedAsync(program)).Select(static diagnostic => diagnostic.Id));
    }

    private static async Task<IEnumerable<Diagnostic>> ReportedAsync(PayloadProgram program) =>
        (await program.AnalyzeAsync()).Where(static diagnostic => diagnostic.Severity != DiagnosticSeverity.Hidden);

    private static string TextAt(Location location) => location.SourceTree!.ToString().Substring(location.SourceSpan.Start, location.SourceSpan.Length);

    private static byte[] Hex(string bytes) => Convert.FromHexString(bytes.Replace(" ", "", StringComparison.Ordinal));

    private static string FormatterOf(string type) => $$"""
        public sealed class {{type}}Formatter : IMessagePackFormatter<{{type}}?>
        {
            public void Serialize(ref MessagePackWriter writer, {{type}}? value, MessagePackSerializerOptions options) => writer.WriteNil();
            public {{type}}? Deserialize(ref MessagePackReader reader, MessagePackSerializerOptions options) { reader.Skip(); return null; }
        }
        """;
}
