using System.ComponentModel;
using System.Globalization;

namespace TypedMqttRpc;

/// <summary>Takes the topic tokens of a call from its parameters.</summary>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public readonly ref struct TopicTokenWriter
{
    private readonly TopicTokens _tokens;

    internal TopicTokenWriter(TopicTokens tokens) => _tokens = tokens;

    /// <summary>Sets a token to the text of a parameter: a string, an integer, a <see cref="Guid"/> or an enum member's name.</summary>
    /// <exception cref="ArgumentException">The text is not one topic level.</exception>
    public void Write<T>(string name, T value) => _tokens[name] = value switch
    {
        string text => text,
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value?.ToString() ?? throw new ArgumentNullException(name, $"The parameter '{name}' is a level of the topic and cannot be null."),
    };
}
