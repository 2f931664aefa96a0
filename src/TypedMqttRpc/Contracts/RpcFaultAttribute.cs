namespace TypedMqttRpc;

/// <summary>
/// Declares that a method may fail with a detail of a MessagePack type: the handler throws
/// <see cref="RpcFaultException{TDetail}"/>, and the caller catches the same.
/// </summary>
/// <param name="detailType">The type of the detail.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class RpcFaultAttribute(Type detailType) : Attribute
{
    /// <summary>The type of the detail.</summary>
    public Type DetailType { get; } = detailType;

    /// <summary>The name on the wire; by default the type's name without namespace.</summary>
    public string? Name { get; set; }
}
