using System.Globalization;

namespace TypedMqttRpc.Shapes;

/// <summary>Reads what <see cref="ShapeText"/> writes. What an unknown peer announces is read by this too, so everything has a bound.</summary>
internal ref struct ShapeParser
{
    private const int MaxDepth = 64;

    private readonly string _text;
    private readonly Func<string, WireType?>? _resolve;
    private readonly List<WireType> _around;
    private int _at;

    private ShapeParser(string text, Func<string, WireType?>? resolve)
    {
        _text = text;
        _resolve = resolve;
        _around = [];
    }

    /// <summary>Reads the shape of a method.</summary>
    /// <param name="text">The line.</param>
    /// <param name="resolve">Finds a type by its name, where types have names.</param>
    /// <exception cref="FormatException">It is no shape; the message says where and why.</exception>
    public static MethodShape ParseMethod(string text, Func<string, WireType?>? resolve = null)
    {
        var parser = new ShapeParser(text, resolve);
        MethodShape method = parser.Method();
        parser.End();
        return method;
    }

    /// <summary>Reads what a type with a name is.</summary>
    /// <exception cref="FormatException">It is no type; the message says where and why.</exception>
    public static void ParseDefinition(string text, WireType type, Func<string, WireType?> resolve)
    {
        var parser = new ShapeParser(text, resolve);
        parser.Definition(type);
        parser.End();
    }

    /// <summary>Whatever C# has in a name, and two more: in many languages a word is not made of letters only.</summary>
    public static bool IsNameCharacter(char c) => char.IsLetterOrDigit(c) || c is '_' or '.' or '-' || char.GetUnicodeCategory(c) is
        UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.LetterNumber or UnicodeCategory.ConnectorPunctuation;

    private MethodShape Method()
    {
        Expect("(");
        IReadOnlyList<WireField> arguments = Fields(")");
        var method = new MethodShape { Arguments = arguments, Result = Take(":") ? Type(string.Empty) : null };
        while (!IsAtEnd)
        {
            method = Name() switch
            {
                "idempotent" => method with { IsIdempotent = true },
                "oneway" => method with { IsOneWay = true },
                "qos0" => method with { IsQos0 = true },
                "throws" => method with { Faults = Faults() },
                var other => throw Malformed($"'{other}' is not 'idempotent', 'oneway', 'qos0' or 'throws'"),
            };
        }

        return method;
    }

    private List<WireField> Faults()
    {
        Expect("(");
        return Fields(")");
    }

    private WireField Type(string name, bool isOptional = false)
    {
        SkipSpaces();
        WireType type;
        if (_at < _text.Length && (_text[_at] is '(' or '[' or '{' || IsWord("union") || IsWord("enum")))
        {
            type = new WireType(string.Empty);
            Definition(type);
        }
        else if (Take("^"))
        {
            type = int.TryParse(Name(), out int levels) && levels > 0 && levels <= _around.Count
                ? _around[_around.Count - levels]
                : throw Malformed("'^' goes further up than there are types around");
        }
        else
        {
            string word = TypeName();
            type = WireType.IsPrimitive(word) ? new WireType(word) : _resolve is null ? new WireType(WireType.Any) : _resolve(word) ?? new WireType(word);
        }

        return new WireField(name, type, Take("?"), isOptional);
    }

    private void Definition(WireType type)
    {
        if (_around.Count == MaxDepth)
        {
            throw Malformed($"types are nested more than {MaxDepth} deep");
        }

        _around.Add(type);
        SkipSpaces();
        if (TakeWord("enum"))
        {
            WireField number = Type(string.Empty);
            Expect("(");
            type.Describe(WireKind.Enum, [number], Values());
        }
        else if (TakeWord("union"))
        {
            Expect("(");
            type.Describe(WireKind.Union, Fields(")"));
        }
        else if (Take("["))
        {
            WireField first = Type(string.Empty);
            bool isDictionary = Take(":");
            type.Describe(isDictionary ? WireKind.Dictionary : WireKind.List, isDictionary ? [first, Type(string.Empty)] : [first]);
            Expect("]");
        }
        else if (Take("{"))
        {
            type.Describe(WireKind.Map, Fields("}"));
        }
        else
        {
            Expect("(");
            type.Describe(WireKind.Array, Fields(")"));
        }

        _around.RemoveAt(_around.Count - 1);
    }

    private List<WireField> Fields(string close)
    {
        var fields = new List<WireField>();
        if (Take(close))
        {
            return fields;
        }

        do
        {
            int start = _at;
            string? name = TryFieldName(out bool isOptional);
            if (name is null)
            {
                _at = start;
            }

            fields.Add(Type(name ?? string.Empty, isOptional));
        }
        while (Take(","));
        Expect(close);
        return fields;
    }

    /// <summary>Elements of tuples have no names: what stands there is a type then.</summary>
    private string? TryFieldName(out bool isOptional)
    {
        SkipSpaces();
        isOptional = false;
        bool isName = _at < _text.Length && (_text[_at] == '\'' || IsNameCharacter(_text[_at]));
        string? name = isName ? Name() : null;
        isOptional = name is not null && Take("?:");
        return isOptional || (name is not null && Take(":")) ? name : null;
    }

    private List<KeyValuePair<string, string>> Values()
    {
        var values = new List<KeyValuePair<string, string>>();
        if (Take(")"))
        {
            return values;
        }

        do
        {
            string name = Name();
            Expect("=");
            values.Add(new(name, Name()));
        }
        while (Take(","));
        Expect(")");
        return values;
    }

    private string Name()
    {
        SkipSpaces();
        if (_at < _text.Length && _text[_at] == '\'')
        {
            return QuotedName();
        }

        int start = _at;
        while (_at < _text.Length && IsNameCharacter(_text[_at]))
        {
            _at++;
        }

        return _at > start ? _text.Substring(start, _at - start) : throw Malformed("a name is missing");
    }

    private string QuotedName()
    {
        int start = ++_at;
        while (_at < _text.Length && (_text[_at] != '\'' || (_at + 1 < _text.Length && _text[_at + 1] == '\'')))
        {
            _at += _text[_at] == '\'' ? 2 : 1;
        }

        string name = _at < _text.Length ? _text.Substring(start, _at - start).Replace("''", "'") : throw Malformed("a quote is not closed");
        _at++;
        return name;
    }

    /// <summary>The name of a type, with its type arguments.</summary>
    private string TypeName()
    {
        SkipSpaces();
        int start = _at;
        string name = Name();
        int open = 0;
        while (_at < _text.Length && (open > 0 || _text[_at] == '<'))
        {
            open += _text[_at] == '<' ? 1 : _text[_at] == '>' ? -1 : 0;
            _at++;
        }

        return open > 0 ? throw Malformed("a '<' is not closed")
            : _at - start > name.Length ? _text.Substring(start, _at - start)
            : name;
    }

    private void SkipSpaces()
    {
        while (_at < _text.Length && _text[_at] == ' ')
        {
            _at++;
        }
    }

    private bool IsAtEnd
    {
        get
        {
            SkipSpaces();
            return _at == _text.Length;
        }
    }

    private readonly bool IsWord(string word) =>
        string.CompareOrdinal(_text, _at, word, 0, word.Length) == 0 && _at + word.Length < _text.Length && _text[_at + word.Length] == ' ';

    private bool TakeWord(string word)
    {
        bool isThere = IsWord(word);
        _at += isThere ? word.Length : 0;
        return isThere;
    }

    private bool Take(string token)
    {
        SkipSpaces();
        bool isThere = string.CompareOrdinal(_text, _at, token, 0, token.Length) == 0;
        _at += isThere ? token.Length : 0;
        return isThere;
    }

    private void Expect(string token)
    {
        if (!Take(token))
        {
            throw Malformed($"'{token}' is missing");
        }
    }

    private void End()
    {
        if (!IsAtEnd)
        {
            throw Malformed("there is more than a shape");
        }
    }

    private readonly FormatException Malformed(string problem) => new($"'{_text}' is no shape: at character {_at + 1}, {problem}");
}
