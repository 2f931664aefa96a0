using System.Diagnostics.CodeAnalysis;

namespace TypedMqttRpc;

/// <summary>Makes a partial interface a service: a client and a dispatcher are generated for it.</summary>
/// <remarks>
/// Its methods return <see cref="Task"/>, <see cref="Task{TResult}"/>, <see cref="ValueTask"/> or <see cref="ValueTask{TResult}"/>.
/// A method is called at the topic <c>{template}/{method}</c>, where the method is its name in camel case without <c>Async</c>.
/// </remarks>
/// <param name="template">
/// The topic of the service, with tokens in braces: <c>home/{deviceId}/thermostat</c>. A token is one whole level. A token with the
/// name of a method's parameter takes its value from the call; the others are bound when the client is made or the service is served.
/// </param>
[AttributeUsage(AttributeTargets.Interface, Inherited = false)]
public sealed class MqttServiceAttribute([StringSyntax("MqttTopicTemplate")] string template) : Attribute
{
    /// <summary>The topic template.</summary>
    public string Template { get; } = template;

    /// <summary>The name of the service in errors, logs and response topics; by default the interface's, without its leading <c>I</c>.</summary>
    public string? Name { get; set; }

    /// <summary>
    /// The shared subscription group (MQTT 5.0 section 4.8.2) in which instances of the service share its calls;
    /// <see langword="null"/> (the default) when every instance gets every call. Of calls to a group only idempotent ones are sent again after a
    /// reconnect, since another member may get the repetition.
    /// </summary>
    public string? Group { get; set; }

    /// <summary>
    /// Adds the caller's client id as the last level of the request topic, where a broker's access control can check it.
    /// Handlers read it as <see cref="RpcContext.Caller"/>, and a response goes to nobody else.
    /// </summary>
    public bool IdentifyCaller { get; set; }
}
