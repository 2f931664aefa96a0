using System.Globalization;
using System.Text;

namespace TypedMqttRpc.Generators.Gate;

/// <summary>
/// Reads JSON that consists of objects and strings, which is all that a contract file is made of. An analyzer brings no library along: the compiler that loads
/// it may have another version of it.
/// </summary>
internal sealed class JsonText
{
    private const int MaxDepth = 8;

    private readonly string _text;
    private int _at;
    private int _depth;

    private JsonText(string text) => _text = text;

    /// <summary>Reads an object; a file with nothing in it is an object without members.</summary>
    /// <exception cref="ContractFileException">It is not what a contract file is made of.</exception>
    public static IReadOnlyList<JsonMember> Parse(string text)
    {
        var json = new JsonText(text);
        json.SkipSpaces();
        if (json._at == text.Length)
        {
            return [];
        }

        IReadOnlyList<JsonMember> members = json.Object();
        json.SkipSpaces();
        return json._at == text.Length ? members : throw json.Unexpected("the end of the file");
    }

    /// <summary>Writes a text with its quotes.</summary>
    public static string Quote(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (char c in text)
        {
            quoted.Append(c switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                < ' ' => $"\\u{(int)c:x4}",
                _ => c.ToString(),
            });
        }

        return quoted.Append('"').ToString();
    }

    private List<JsonMember> Object()
    {
        Expect('{');
        if (++_depth > MaxDepth)
        {
            throw new ContractFileException($"objects are nested more than {MaxDepth} deep", _at);
        }

        var members = new List<JsonMember>();
        SkipSpaces();
        while (_at < _text.Length && _text[_at] != '}')
        {
            members.Add(Member(members));
            SkipSpaces();
            if (_at < _text.Length && _text[_at] != '}')
            {
                // Who deletes the last line by hand leaves the comma of the one above, so none has to follow.
                Expect(',');
                SkipSpaces();
            }
        }

        Expect('}');
        _depth--;
        return members;
    }

    private JsonMember Member(List<JsonMember> earlier)
    {
        int position = _at;
        string name = String();
        if (earlier.Any(member => member.Name == name))
        {
            throw new ContractFileException($"'{name}' stands there twice", position);
        }

        Expect(':');
        SkipSpaces();
        return _at < _text.Length && _text[_at] == '{'
            ? new JsonMember(name, null, Object(), position)
            : new JsonMember(name, String(), [], position);
    }

    private string String()
    {
        SkipSpaces();
        if (_at == _text.Length || _text[_at] != '"')
        {
            throw Unexpected("a text in double quotes");
        }

        var text = new StringBuilder();
        for (_at++; _at < _text.Length && _text[_at] != '"'; _at++)
        {
            text.Append(_text[_at] == '\\' ? Escaped() : _text[_at] >= ' ' ? _text[_at] : throw Unexpected("a closing quote on the same line"));
        }

        Expect('"');
        return text.ToString();
    }

    private char Escaped()
    {
        _at++;
        char c = _at < _text.Length ? _text[_at] : throw Unexpected("what the backslash is for");
        if (c != 'u')
        {
            return c switch
            {
                '"' or '\\' or '/' => c,
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                'b' => '\b',
                'f' => '\f',
                _ => throw Unexpected("an escape that JSON has"),
            };
        }

        if (_at + 4 >= _text.Length || !int.TryParse(_text.Substring(_at + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int code))
        {
            throw Unexpected("four hexadecimal digits");
        }

        _at += 4;
        return (char)code;
    }

    private void Expect(char expected)
    {
        SkipSpaces();
        if (_at == _text.Length || _text[_at] != expected)
        {
            throw Unexpected($"'{expected}'");
        }

        _at++;
    }

    private void SkipSpaces()
    {
        while (_at < _text.Length && _text[_at] is ' ' or '\t' or '\r' or '\n' or '\uFEFF')
        {
            _at++;
        }
    }

    private ContractFileException Unexpected(string expected) =>
        new(_at == _text.Length ? $"it ends where {expected} is expected" : $"'{_text[_at]}' stands where {expected} is expected", _at);
}

/// <summary>A member of an object: a text, or an object of its own.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Text">The text, if it is one.</param>
/// <param name="Members">The members of the object, if it is one.</param>
/// <param name="Position">Where it begins.</param>
internal sealed record JsonMember(string Name, string? Text, IReadOnlyList<JsonMember> Members, int Position);
