using System.ComponentModel;
using MessagePack;

namespace TypedMqttRpc.Payloads;

/// <summary>Writes the arguments of a call, in order, as the elements of one MessagePack array.</summary>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public ref struct ArgumentWriter
{
    private readonly MessagePackSerializerOptions _options;
    private MessagePackWriter _writer;

    internal ArgumentWriter(MessagePackWriter writer, MessagePackSerializerOptions options)
    {
        _writer = writer;
        _options = options;
    }

    /// <summary>Writes the next argument.</summary>
    public void Write<T>(T value) => MessagePackSerializer.Serialize(ref _writer, value, _options);

    internal void WriteCount(int count) => _writer.WriteArrayHeader(count);

    internal void Flush() => _writer.Flush();
}
