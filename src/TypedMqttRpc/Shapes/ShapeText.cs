using System.Text;

namespace TypedMqttRpc.Shapes;

/// <summary>Writes a shape as one line, such as <c>(celsius: float64, note?: string): (Value: float64, At: time) idempotent</c>.</summary>
internal sealed class ShapeText
{
    /// <summary>A shape with more characters is neither announced nor compared with.</summary>
    public const int MaxLength = 1_000;

    private readonly StringBuilder _text = new();
    private readonly bool _isComplete;
    private readonly List<WireType> _around = [];

    private ShapeText(bool isComplete) => _isComplete = isComplete;

    /// <summary>The shape as it is announced: complete, and without the names of types, which are nobody's business on the wire.</summary>
    /// <returns><see langword="null"/> when it is too long to be announced.</returns>
    public static string? ForWire(MethodShape method)
    {
        var text = new ShapeText(isComplete: true);
        text.Method(method);
        return text.IsTooLong ? null : text._text.ToString();
    }

    /// <summary>The shape as it is recorded: types that have a name are described elsewhere.</summary>
    public static string ForFile(MethodShape method)
    {
        var text = new ShapeText(isComplete: false);
        text.Method(method);
        return text._text.ToString();
    }

    /// <summary>What a type with a name is.</summary>
    public static string DefinitionOf(WireType type)
    {
        var text = new ShapeText(isComplete: false);
        text.Definition(type);
        return text._text.ToString();
    }

    /// <summary>A type for people: its name, or what it is.</summary>
    public static string Describe(WireField field)
    {
        var text = new ShapeText(isComplete: false);
        text.Type(field);
        return text._text.ToString();
    }

    private bool IsTooLong => _isComplete && _text.Length > MaxLength;

    private void Method(MethodShape method)
    {
        Fields("(", method.Arguments, ")");
        if (method.Result is not null)
        {
            _text.Append(": ");
            Type(method.Result);
        }

        _text.Append(method.IsIdempotent ? " idempotent" : string.Empty)
            .Append(method.IsOneWay ? " oneway" : string.Empty)
            .Append(method.IsQos0 ? " qos0" : string.Empty);
        if (method.Faults.Count > 0)
        {
            Fields(" throws (", method.Faults, ")");
        }
    }

    private void Type(WireField field)
    {
        WireType type = field.Type;
        if (type.Kind == WireKind.Primitive)
        {
            _text.Append(_isComplete && type.IsOpaque ? WireType.Any : type.Name);
        }
        else if (!_isComplete && type.Name.Length > 0)
        {
            _text.Append(type.Name);
        }
        else
        {
            Definition(type);
        }

        _text.Append(field.IsNullable ? "?" : string.Empty);
    }

    private void Definition(WireType type)
    {
        int around = _around.LastIndexOf(type);
        if (around >= 0)
        {
            // As many levels up: a type that holds itself has no end.
            _text.Append('^').Append(_around.Count - around);
            return;
        }

        if (IsTooLong)
        {
            return;
        }

        _around.Add(type);
        switch (type.Kind)
        {
            case WireKind.List:
                Fields("[", type.Fields, "]");
                break;
            case WireKind.Dictionary:
                _text.Append('[');
                Type(type.Fields[0]);
                _text.Append(": ");
                Type(type.Fields[1]);
                _text.Append(']');
                break;
            case WireKind.Map:
                Fields("{", type.Fields, "}");
                break;
            case WireKind.Union:
                Fields("union (", type.Fields, ")");
                break;
            case WireKind.Enum:
                Enum(type);
                break;
            default:
                Fields("(", type.Fields, ")");
                break;
        }

        _around.RemoveAt(_around.Count - 1);
    }

    private void Enum(WireType type)
    {
        if (_isComplete)
        {
            Type(type.Fields[0]);
            return;
        }

        _text.Append("enum ");
        Type(type.Fields[0]);
        _text.Append(" (").Append(string.Join(", ", type.Values.Select(static value => $"{Quote(value.Key)} = {value.Value}"))).Append(')');
    }

    private void Fields(string open, IReadOnlyList<WireField> fields, string close)
    {
        _text.Append(open);
        for (int i = 0; i < fields.Count; i++)
        {
            _text.Append(i > 0 ? ", " : string.Empty);
            if (fields[i].Name.Length > 0)
            {
                _text.Append(Quote(fields[i].Name)).Append(fields[i].IsOptional ? "?: " : ": ");
            }

            Type(fields[i]);
        }

        _text.Append(close);
    }

    private static string Quote(string name) => name.All(ShapeParser.IsNameCharacter) ? name : $"'{name.Replace("'", "''")}'";
}
