using Microsoft.CodeAnalysis;
using TypedMqttRpc.Generators.Gate;

namespace TypedMqttRpc.Generators.Tests.Gate;

/// <summary>What the gate lets pass, what it wants to be recorded, and what it refuses.</summary>
public class ContractGateTests
{
    private const string Recorded = "[MqttMethod(Idempotent = true)] Task<Receipt> OrderAsync(string item, int count, int price, CancellationToken stop = default);";
    private const string Receipt = "[MessagePackObject] public sealed record Receipt([property: Key(0)] string Text, [property: Key(1)] Size Size); public enum Size { Small, Large }";

    private const string ToAccept = "; give what changed another name, or delete it from the file if nobody knows it any more";
    private const string ToRecord = "; record it with the code fix, or 'dotnet format analyzers --diagnostics TMR0803 --severity warn'";

    private static readonly string File = GatedProject.Shop(Recorded, Receipt).Record();

    [Fact]
    public void The_file_has_one_line_for_each_method_and_type() => Assert.Equal(
        """
        {
          "services": {
            "Shop": {
              "topic": "shop",
              "methods": {
                "order": "(item: string, count: int32, price: int32): Receipt idempotent"
              }
            }
          },
          "types": {
            "Receipt": "(Text: string, Size: Size)",
            "Size": "enum int32 (Small = 0, Large = 1)"
          }
        }

        """,
        File);

    [Fact]
    public async Task What_is_recorded_is_no_news() => Assert.Empty(await GatedProject.Shop(Recorded, Receipt).CompareAsync(File));

    [Fact]
    public async Task A_project_that_names_no_file_is_not_compared() =>
        Assert.Empty(await GatedProject.Shop(Recorded.Replace("int price", "string price", StringComparison.Ordinal), Receipt).DiagnosticsAsync(File, property: null));

    [Theory]
    [InlineData("int price", "string price", "Shop.order", "argument 'price' was int32 and is string")]
    [InlineData("int price", "int? price", "Shop.order", "argument 'price' was int32 and is int32?")]
    [InlineData(", int price", "", "Shop.order", "argument 'price' was int32 and is not there")]
    [InlineData("int count, int price", "int price, int count", "Shop.order", "argument 2 was 'count' and is 'price'")]
    [InlineData("int price", "int price, int tip", "Shop.order", "argument 'tip' was not there and is int32")]
    [InlineData("[MqttMethod(Idempotent = true)]", "", "Shop.order", "the method was idempotent and is not idempotent")]
    [InlineData("Idempotent = true", "Idempotent = true, Qos = 0", "Shop.order", "the method was of QoS 1 and is of QoS 0")]
    [InlineData("Task<Receipt>", "Task", "Shop.order", "the result was Receipt and is not there")]
    [InlineData("Task<Receipt>", "Task<List<Receipt>>", "Shop.order", "the result was Receipt and is [Receipt]")]
    [InlineData("string Text", "int Text", "Shop.order", "member 'Text' of the result was string and is int32")]
    [InlineData("Size Size)", "Size Size, [property: Key(2)] string Note)", "Shop.order", "member 'Note' of the result was not there and is string")]
    [InlineData("[property: Key(1)] Size Size", "[property: Key(2)] Size Size", "Shop.order", "member 'Size' of the result was Size and is not there")]
    [InlineData("Small, Large", "Large, Small", "Shop.order", "value 'Small' of member 'Size' of the result was 0 and is 1")]
    [InlineData("enum Size", "enum Size : byte", "Shop.order", "member 'Size' of the result was enum int32 (Small = 0, Large = 1) and is enum uint8 (Small = 0, Large = 1)")]
    [InlineData("[MessagePackObject]", "[MessagePackObject(true)]", "Shop.order", "the result was (Text: string, Size: Size) and is {Size: Size, Text: string}")]
    [InlineData("\"shop\"", "\"stall\"", "Shop", "the topic was 'shop' and is 'stall'")]
    [InlineData("\"shop\"", "\"shop\", Group = \"all\"", "Shop", "the group was not there and is 'all'")]
    [InlineData("OrderAsync", "BuyAsync", "Shop", "the method was (item: string, count: int32, price: int32): Receipt idempotent and is not there")]
    public async Task What_breaks_a_recorded_contract_is_an_error(string was, string @is, string subject, string change)
    {
        IReadOnlyList<string> found = await Changed(was, @is).CompareAsync(File);

        Assert.Contains(found, sentence => sentence.StartsWith($"TMR0801: '{subject}", StringComparison.Ordinal) && sentence.EndsWith($"breaks those who know it from contract.shipped.json: {change}{ToAccept}", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("int price", "int price, int tip = 0", "Shop.order", "argument 'tip' was not there and is optional int32")]
    [InlineData("int price", "int cost", "Shop.order", "argument 3 was 'price' and is 'cost'")]
    [InlineData("Size Size)", "Size Size, [property: Key(2)] string? Note)", "Shop.order", "member 'Note' of the result was not there and is string?")]
    [InlineData("Small, Large", "Small, Large, Huge", "Shop.order", "value 'Huge' of member 'Size' of the result was not there and is 2")]
    [InlineData("stop = default);", "stop = default); Task CloseAsync(CancellationToken stop);", "Shop.close", "the method was not there and is ()")]
    [InlineData("[MqttMethod", "[RpcFault(typeof(Receipt))] [MqttMethod", "Shop.order", "fault 'Receipt' was not there and is Receipt")]
    public async Task What_a_contract_has_more_is_to_be_recorded(string was, string @is, string subject, string change) =>
        Assert.Equal([$"TMR0803: '{subject}' has something that contract.shipped.json does not record: {change}{ToRecord}"], await Changed(was, @is).CompareAsync(File));

    [Fact]
    public async Task A_type_may_be_renamed_since_its_name_is_not_on_the_wire() =>
        Assert.Empty(await GatedProject.Shop(Recorded.Replace("Receipt", "Bill", StringComparison.Ordinal), Receipt.Replace("Receipt", "Bill", StringComparison.Ordinal)).CompareAsync(File));

    [Fact]
    public async Task An_error_is_where_the_method_is()
    {
        Diagnostic found = (await Changed("int price", "string price").DiagnosticsAsync(File)).Single();

        Assert.Equal("OrderAsync", found.Location.SourceTree!.GetText(TestContext.Current.CancellationToken).ToString(found.Location.SourceSpan));
        Assert.Equal(DiagnosticSeverity.Error, found.Severity);
    }

    [Fact]
    public async Task A_service_that_is_gone_is_an_error_in_the_file()
    {
        Diagnostic found = (await new GatedProject("public class Empty;").DiagnosticsAsync(File)).Single();

        Assert.Equal("The service 'Shop' is recorded in contract.shipped.json and not there any more; put it back, or delete it from the file if nobody calls it", found.GetMessage(System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal((GatedProject.FileName, 2), (Path.GetFileName(found.Location.GetLineSpan().Path), found.Location.GetLineSpan().StartLinePosition.Line));
    }

    [Fact]
    public async Task A_new_service_is_to_be_recorded_as_is_everything_where_the_file_is_empty() => Assert.Equal(
        ["TMR0803: 'Shop' has something that contract.shipped.json does not record: the service was not there" + ToRecord], await GatedProject.Shop(Recorded, Receipt).CompareAsync(string.Empty));

    [Fact]
    public async Task A_file_that_is_not_there_is_told_at_each_service() => Assert.Equal(
        ["TMR0805: 'Shop' is recorded nowhere: contract.shipped.json, which the project names as its contract file, is not there; begin with an empty file, or let the code fix write it"], await GatedProject.Shop(Recorded, Receipt).CompareAsync(file: null));

    [Theory]
    [InlineData("{", 1, "it ends where '}' is expected")]
    [InlineData("{\n  \"services\": [1]\n}", 2, "'[' stands where a text in double quotes is expected")]
    [InlineData("{\n  \"methods\": {}\n}", 2, "the file has no 'methods'; it has 'services', 'types'")]
    [InlineData("{\n  \"services\": {\n    \"Shop\": {}\n  }\n}", 3, "the service 'Shop' has no 'topic'")]
    [InlineData("{ \"services\": { \"Shop\": { \"topic\": \"shop\",\n \"methods\": { \"order\": \"(item string)\" } } } }", 2, "'order': '(item string)' is no shape: at character 7, ')' is missing")]
    [InlineData("{ \"types\": { \"A\": \"()\",\n\"A\": \"()\" } }", 2, "'A' stands there twice")]
    public async Task A_file_that_cannot_be_read_is_an_error_that_names_the_line(string file, int line, string problem)
    {
        Diagnostic found = (await GatedProject.Shop(Recorded, Receipt).DiagnosticsAsync(file)).Single();

        Assert.Equal(("TMR0804", $"contract.shipped.json cannot be read: {problem}"), (found.Id, found.GetMessage(System.Globalization.CultureInfo.InvariantCulture)));
        Assert.Equal(line, found.Location.GetLineSpan().StartLinePosition.Line + 1);
    }

    [Fact]
    public async Task A_line_that_was_deleted_by_hand_is_to_be_recorded_though_the_comma_above_it_stayed()
    {
        GatedProject project = Changed("stop = default);", "stop = default); Task CloseAsync(CancellationToken stop);");
        string file = string.Join('\n', project.Record().Split('\n').Where(line => !line.Contains("\"order\"", StringComparison.Ordinal)));

        Assert.Contains("\"close\": \"()\",\n      }", file);
        Assert.StartsWith("TMR0803: 'Shop.order' has something", Assert.Single(await project.CompareAsync(file)));
    }

    [Fact]
    public async Task Types_that_hold_themselves_and_names_that_need_quotes_are_recorded_and_read_again()
    {
        GatedProject project = GatedProject.Shop(
            "Task<Node?> FindAsync(Dictionary<string, (int, Page<Node>)[]> filter, ReadOnlyMemory<byte> key, CancellationToken stop);",
            """
            [MessagePackObject] public class Node { [Key("left \"it's\"")] public Node? Left { get; set; } [Key("all")] public List<Node> All { get; set; } = []; }
            [MessagePackObject] public record Page<T>([property: Key(0)] T[] Items, [property: Key(2)] DateTimeOffset? Next);
            """);
        string file = project.Record();

        Assert.Contains("\"find\": \"(filter: [string: [(int32, Page<Node>)]], key: bytes): Node?\"", file);
        Assert.Contains("\"Node\": \"{all: [Node], 'left \\\"it''s\\\"': Node?}\"", file);
        Assert.Contains("\"Page<Node>\": \"(Items: [Node], _: nil, Next: timeoffset?)\"", file);
        Assert.Empty(await project.CompareAsync(file));
        Assert.Equal(file, ContractFile.Write(ContractFile.Parse(file).Recorded.Values.Select(service => service.Shape)));
    }

    /// <summary>Each way in which MessagePack lets a type say how it is written.</summary>
    [Theory]
    [InlineData("[MessagePackObject] public class Item { [Key(1)] public int B { get; set; } [Key(0)] public string A { get; set; } = \"\"; public int C { get; set; } }", "(A: string, B: int32)")]
    [InlineData("[MessagePackObject] public class Item { [Key(\"b\")] public int B { get; set; } [Key(\"a\")] internal int A { get; set; } }", "{a: int32, b: int32}")]
    [InlineData("[MessagePackObject(true)] public class Item { public int B { get; set; } [Key(\"a\")] public int A { get; set; } [IgnoreMember] public int C { get; set; } internal int D { get; set; } }", "{B: int32, a: int32}")]
    [InlineData("[MessagePackObject] public class Base { [Key(0)] public int A { get; set; } } public class Item : Base { [Key(1)] public int B { get; set; } }", "(A: int32, B: int32)")]
    [InlineData("[DataContract] public class Item { [DataMember(Order = 1)] public int B { get; set; } [DataMember(Order = 0)] public int A { get; set; } public int C { get; set; } }", "(A: int32, B: int32)")]
    [InlineData("[DataContract] public class Item { [DataMember(Name = \"b\")] public int B { get; set; } [DataMember] public int A { get; set; } [IgnoreDataMember] public int C { get; set; } }", "{A: int32, b: int32}")]
    [InlineData("[Union(1, typeof(Book)), Union(0, typeof(Toy))] public interface Item; [MessagePackObject] public class Book : Item; [MessagePackObject] public class Toy : Item;", "union (0: Toy, 1: Book)")]
    public void A_type_is_recorded_as_its_attributes_lay_it_out(string types, string shape) => Assert.Contains(
        $"\"Item\": \"{shape}\"",
        GatedProject.Shop("Task<Item> FindAsync(CancellationToken stop);", types).Record());

    [Fact]
    public void Types_that_lead_to_ever_more_types_come_to_an_end()
    {
        string file = GatedProject.Shop(
            "Task<Grow<int>> FindAsync(CancellationToken stop);",
            "[MessagePackObject] public record Grow<T>([property: Key(0)] Grow<List<T>>? A, [property: Key(1)] Grow<T[]>? B);").Record();

        Assert.InRange(file.Split('\n').Length, 100, 1_100);
    }

    [Fact]
    public void The_arguments_of_a_type_may_double_at_each_level()
    {
        string file = GatedProject.Shop(
            "Task<Finger<int>> FindAsync(CancellationToken stop);",
            """
            [MessagePackObject] public record Finger<T>([property: Key(0)] Finger<Pair<T, T>>? Deeper, [property: Key(1)] T Value);
            [MessagePackObject] public record Pair<T, U>([property: Key(0)] T A, [property: Key(1)] U B);
            """).Record();

        Assert.InRange(file.Length, 1_000, 100_000);
    }

    /// <summary>The second is called like the framework, and the first begins like it only.</summary>
    [Theory]
    [InlineData("Systems", "(): Systems.Parts")]
    [InlineData("System.Shop", "(): [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[System.Shop.Parts]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]")]
    public async Task A_collection_of_itself_comes_to_an_end(string home, string shape)
    {
        var project = GatedProject.OfFiles(
        [
            "[MqttService(\"shop\")] public partial interface IShop { Task<" + home + ".Parts> FindAsync(CancellationToken stop); }",
            "namespace " + home + " { public abstract class Parts : IEnumerable<Parts> { } }",
        ]);
        string file = project.Record();

        Assert.Contains($"\"{shape}\"", file);
        Assert.Empty(await project.CompareAsync(file));
    }

    [Fact]
    public async Task Arrays_of_several_dimensions_and_names_in_every_script_are_recorded_and_read_again()
    {
        GatedProject project = GatedProject.Shop("Task<परिणाम> FindAsync(Dictionary<string, int[,][]> grid, CancellationToken stop);", "public class परिणाम;");
        string file = project.Record();

        Assert.Contains("\"find\": \"(grid: [string: (int32, int32, [[int32]])]): परिणाम\"", file);
        Assert.Empty(await project.CompareAsync(file));
    }

    /// <summary>MessagePack refuses it at run time. While it is being typed, the generator must go on.</summary>
    [Fact]
    public void A_key_below_zero_is_nobodys_place() => Assert.Contains(
        "\"Receipt\": \"(Text: string)\"",
        GatedProject.Shop("Task<Receipt> FindAsync(CancellationToken stop);", "[MessagePackObject] public record Receipt([property: Key(0)] string Text, [property: Key(-1)] int Size);").Record());

    [Fact]
    public async Task A_contract_in_generated_code_is_compared_like_any_other()
    {
        var generated = GatedProject.OfFiles([$"// <auto-generated/>\n#nullable enable\n[MqttService(\"shop\")] public partial interface IShop {{ {Recorded} }}", Receipt]);
        var broken = GatedProject.OfFiles([$"// <auto-generated/>\n#nullable enable\n[MqttService(\"shop\")] public partial interface IShop {{ {Recorded.Replace("int price", "string price", StringComparison.Ordinal)} }}", Receipt]);

        Assert.Empty(await generated.CompareAsync(File));
        Assert.StartsWith("TMR0801: 'Shop.order' breaks", (await broken.CompareAsync(File)).Single());
    }

    private static GatedProject Changed(string was, string @is)
    {
        string source = $"[MqttService(\"shop\")] public partial interface IShop {{ {Recorded} }}\n{Receipt}";
        Assert.Contains(was, source);
        return new(source.Replace(was, @is, StringComparison.Ordinal));
    }
}
