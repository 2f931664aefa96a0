using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace TypedMqttRpc.Generators.Infrastructure;

/// <summary>Collects lines of source, indented; a line ends in <c>\n</c> wherever the compiler runs.</summary>
internal sealed class SourceWriter
{
    private readonly StringBuilder _text = new();
    private int _depth;

    public void Line() => _text.Append('\n');

    public void Line(string text) => _text.Append(' ', _depth * 4).Append(text).Append('\n');

    /// <summary>Writes lines that are one construct, and what ends it.</summary>
    public void Lines(IReadOnlyList<string> lines, string end)
    {
        for (int i = 0; i < lines.Count; i++)
        {
            Line(i < lines.Count - 1 ? lines[i] : lines[i] + end);
        }
    }

    /// <summary>Writes a heading and an opening brace; disposing writes the closing one.</summary>
    public Scope Block(string heading, string close = "}")
    {
        Line(heading);
        return Braces(close);
    }

    public Scope Braces(string close = "}")
    {
        Line("{");
        _depth++;
        return new Scope(this, close);
    }

    /// <summary>Indents until disposed.</summary>
    public Scope Indent()
    {
        _depth++;
        return new Scope(this, close: null);
    }

    public SourceText ToSourceText() => SourceText.From(ToString(), Encoding.UTF8);

    public override string ToString() => _text.ToString();

    public readonly struct Scope(SourceWriter writer, string? close) : IDisposable
    {
        public void Dispose()
        {
            writer._depth--;
            if (close is not null)
            {
                writer.Line(close);
            }
        }
    }
}
