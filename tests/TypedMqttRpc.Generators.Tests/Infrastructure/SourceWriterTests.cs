using TypedMqttRpc.Generators.Infrastructure;

namespace TypedMqttRpc.Generators.Tests.Infrastructure;

public class SourceWriterTests
{
    [Fact]
    public void Blocks_indent_and_close_what_they_open()
    {
        var writer = new SourceWriter();
        using (writer.Block("class A"))
        {
            writer.Line("int _b;");
            writer.Line();
            using (writer.Braces(close: "};"))
            {
                writer.Lines(["c", "d"], end: ",");
            }
        }

        Assert.Equal("class A\n{\n    int _b;\n\n    {\n        c\n        d,\n    };\n}\n", writer.ToString());
    }
}
