using System.ComponentModel;
using System.Globalization;
using MessagePack;

namespace TypedMqttRpc.Payloads;

/// <summary>Reads the arguments of a call, in order; whatever does not fit is refused with the name of the parameter.</summary>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public ref struct ArgumentReader
{
    private readonly MessagePackSerializerOptions _options;
    private readonly TopicTokens _tokens;
    private readonly int _count;
    private MessagePackReader _reader;
    private int _next;

    /// <summary>Reads the head of the array.</summary>
    /// <exception cref="RpcException">The payload is not an array.</exception>
    internal ArgumentReader(ReadOnlyMemory<byte> payload, TopicTokens tokens, MessagePackSerializerOptions options)
    {
        _options = options;
        _tokens = tokens;
        _reader = new MessagePackReader(payload);
        if (payload.IsEmpty)
        {
            throw Invalid("payload", "The payload is empty; send a MessagePack array of the arguments, [] (the byte 0x90) if there are none.");
        }

        try
        {
            _count = _reader.NextMessagePackType == MessagePackType.Array
                ? _reader.ReadArrayHeader()
                : throw Invalid("payload", $"The payload is a MessagePack {_reader.NextMessagePackType}; send an array of the arguments.");
        }
        catch (Exception malformed) when (IsMalformed(malformed))
        {
            throw Invalid("payload", "The payload is not a complete MessagePack array.", malformed);
        }
    }

    /// <summary>Reads a required argument that is not null.</summary>
    public T Read<T>(string name) => _next < _count
        ? ReadNext<T>(name) ?? throw Invalid(name, $"The argument '{name}' is nil, which its type does not allow.")
        : throw Invalid(name, $"The argument '{name}' is missing: the array has {_count} elements.");

    /// <summary>Reads an argument that has a default and is not null.</summary>
    public T Read<T>(string name, T defaultValue) => _next < _count ? Read<T>(name) : defaultValue;

    /// <summary>Reads a required argument that may be null.</summary>
    public T? ReadNullable<T>(string name) => _next < _count
        ? ReadNext<T>(name)
        : throw Invalid(name, $"The argument '{name}' is missing: the array has {_count} elements.");

    /// <summary>Reads an argument that has a default and may be null.</summary>
    public T? ReadNullable<T>(string name, T? defaultValue) => _next < _count ? ReadNext<T>(name) : defaultValue;

    /// <summary>Reads a parameter that is a token of the topic: a string, an integer, a <see cref="Guid"/> or an enum.</summary>
    public readonly T Token<T>(string name)
    {
        string text = _tokens[name];
        return TopicTokenParser<T>.Parse(text, out T value)
            ? value
            : throw Invalid(name, $"'{text}' in the topic is not a valid '{name}'.");
    }

    /// <summary>Skips the arguments this version does not know, and refuses whatever follows the array.</summary>
    internal void Complete()
    {
        try
        {
            for (; _next < _count; _next++)
            {
                _reader.Skip();
            }
        }
        catch (Exception malformed) when (IsMalformed(malformed))
        {
            throw Invalid("payload", string.Create(CultureInfo.InvariantCulture, $"The argument {_next} of the array is not valid MessagePack."), malformed);
        }

        if (!_reader.End)
        {
            throw Invalid("payload", "There are bytes after the array of arguments; send nothing else.");
        }
    }

    private T? ReadNext<T>(string name)
    {
        try
        {
            _next++;
            return MessagePackSerializer.Deserialize<T?>(ref _reader, _options);
        }
        catch (Exception malformed) when (IsMalformed(malformed))
        {
            throw Invalid(name, $"The argument '{name}' cannot be read as the type of its parameter.", malformed);
        }
    }

    /// <summary>What the reader throws for malformed bytes; the last for a length over 2,147,483,647.</summary>
    private static bool IsMalformed(Exception failure) =>
        failure is MessagePackSerializationException or EndOfStreamException or OverflowException;

    private static RpcException Invalid(string field, string message, Exception? cause = null) =>
        new(RpcStatus.InvalidArgument, message, cause) { Field = field, Execution = RpcExecution.NotExecuted };
}
