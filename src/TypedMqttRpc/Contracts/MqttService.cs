using System.ComponentModel;
using TypedMqttRpc.Topics;

namespace TypedMqttRpc;

/// <summary>What the generator found out about a service; generated code holds one in a static field.</summary>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public sealed class MqttService
{
    private readonly List<MqttMethod> _methods = [];

    /// <summary>Describes a service.</summary>
    /// <param name="name">Its name, one topic level.</param>
    /// <param name="template">Its topic template.</param>
    /// <exception cref="ArgumentException">One of them is not valid.</exception>
    public MqttService(string name, string template)
    {
        TopicName.CheckToken(nameof(name), name);
        Name = name;
        Topic = TopicTemplate.Parse(template, nameof(template));
    }

    /// <summary>The name, as in errors, logs and response topics.</summary>
    public string Name { get; }

    /// <summary>The topic template.</summary>
    public string Template => Topic.Text;

    /// <inheritdoc cref="MqttServiceAttribute.Group"/>
    public string? Group { get; init; }

    /// <inheritdoc cref="MqttServiceAttribute.IdentifyCaller"/>
    public bool IdentifyCaller { get; init; }

    /// <summary>
    /// The fingerprint of what the methods are on the wire, which servers announce and callers compare; <see langword="null"/> when nobody has looked.
    /// </summary>
    public string? Fingerprint { get; init; }

    /// <summary>The methods, in the order of the contract.</summary>
    public IReadOnlyList<MqttMethod> Methods => _methods;

    internal TopicTemplate Topic { get; }

    internal int Add(MqttMethod method)
    {
        _methods.Add(method);
        return _methods.Count - 1;
    }
}
