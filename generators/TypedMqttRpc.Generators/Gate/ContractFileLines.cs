using System.Text;

namespace TypedMqttRpc.Generators.Gate;

/// <summary>Writes objects and texts as JSON, a member a line.</summary>
internal sealed class ContractFileLines
{
    private readonly StringBuilder _text = new();
    private int _depth;
    private bool _isFirst = true;

    /// <summary>Begins an object, which ends when what is returned is disposed; the outermost has no name.</summary>
    public Scope Object(string? name)
    {
        if (name is not null)
        {
            BeginMember(name);
        }

        _text.Append('{');
        _depth++;
        _isFirst = true;
        return new Scope(this);
    }

    public void Text(string name, string text)
    {
        BeginMember(name);
        _text.Append(JsonText.Quote(text));
        _isFirst = false;
    }

    public override string ToString() => $"{_text}\n";

    private void BeginMember(string name)
    {
        _text.Append(_isFirst ? string.Empty : ",");
        BeginLine();
        _text.Append(JsonText.Quote(name)).Append(": ");
    }

    private void BeginLine() => _text.Append('\n').Append(' ', 2 * _depth);

    private void End()
    {
        _depth--;
        if (!_isFirst)
        {
            BeginLine();
        }

        _text.Append('}');
        _isFirst = false;
    }

    public readonly struct Scope(ContractFileLines lines) : IDisposable
    {
        public void Dispose() => lines.End();
    }
}
