using System.ComponentModel;
using TypedMqttRpc.Payloads;
using TypedMqttRpc.Topics;

namespace TypedMqttRpc;

/// <summary>What the generator found out about a method.</summary>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public abstract class MqttMethod
{
    private protected MqttMethod(MqttService service, string name)
    {
        TopicName.CheckToken(nameof(name), name);
        Service = service;
        Name = name;
        Index = service.Add(this);
    }

    /// <summary>The service it belongs to.</summary>
    public MqttService Service { get; }

    /// <summary>The name, which is its topic level.</summary>
    public string Name { get; }

    /// <summary>How many arguments the payload holds; topic tokens and the cancellation token are not among them.</summary>
    public int ArgumentCount { get; init; }

    /// <inheritdoc cref="MqttMethodAttribute.Idempotent"/>
    public bool Idempotent { get; init; }

    /// <inheritdoc cref="MqttMethodAttribute.Reconnect"/>
    public RpcReconnect Reconnect { get; init; }

    /// <inheritdoc cref="MqttMethodAttribute.OneWay"/>
    public bool OneWay { get; init; }

    /// <summary>The longest a call may take; <see langword="null"/> leaves it to the connection.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>The quality of service, 0 or 1; <see langword="null"/> leaves it to the connection.</summary>
    public int? Qos { get; init; }

    /// <summary>The largest request payload in bytes; <see langword="null"/> leaves it to the server.</summary>
    public int? MaxRequestBytes { get; init; }

    /// <summary>A successful call may return <see langword="null"/>.</summary>
    public bool ReturnsNull { get; init; }

    /// <summary>The declared faults.</summary>
    public IReadOnlyList<RpcFault> Faults { get; init; } = [];

    /// <summary>The topic tokens that a call takes from its parameters.</summary>
    public IReadOnlyList<string> TokenParameters { get; init; } = [];

    /// <summary>
    /// What the method is on the wire, such as <c>(celsius: float64): bool idempotent</c>; <see langword="null"/> when it is too long to be announced, or
    /// nobody has looked.
    /// </summary>
    public string? Shape { get; init; }

    /// <summary>Its position among the methods of the service.</summary>
    internal int Index { get; }

    /// <summary>How errors and logs call it.</summary>
    public override string ToString() => $"{Service.Name}.{Name}";
}

/// <summary>A method with the code that writes and reads its arguments. Generated code holds one in a static field.</summary>
/// <typeparam name="TRequest">The parameters: a tuple, the parameter itself if there is one, or <see cref="MessagePack.Nil"/>.</typeparam>
/// <typeparam name="TResponse">The result, or <see cref="MessagePack.Nil"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public sealed class MqttMethod<TRequest, TResponse> : MqttMethod
{
    /// <summary>Describes a method.</summary>
    /// <param name="service">Its service.</param>
    /// <param name="name">Its topic level.</param>
    /// <param name="write">Writes the arguments, one after the other.</param>
    /// <param name="read">Reads them in the same order.</param>
    /// <exception cref="ArgumentException"><paramref name="name"/> is not one topic level.</exception>
    public MqttMethod(MqttService service, string name, WriteArguments<TRequest> write, ReadArguments<TRequest> read)
        : base(service, name)
    {
        Write = write;
        Read = read;
    }

    /// <summary>Writes the arguments of a call.</summary>
    public WriteArguments<TRequest> Write { get; }

    /// <summary>Reads the arguments of a call.</summary>
    public ReadArguments<TRequest> Read { get; }

    /// <summary>Writes the topic tokens that are parameters of the call; <see langword="null"/> when none is.</summary>
    public WriteTokens<TRequest>? WriteTokens { get; init; }
}

/// <summary>Writes the arguments of a call.</summary>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public delegate void WriteArguments<in TRequest>(ref ArgumentWriter arguments, TRequest request);

/// <summary>Reads the arguments of a call.</summary>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public delegate TRequest ReadArguments<out TRequest>(ref ArgumentReader arguments);

/// <summary>Writes the topic tokens that are parameters of a call.</summary>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public delegate void WriteTokens<in TRequest>(TopicTokenWriter tokens, TRequest request);
