using System.ComponentModel;

namespace TypedMqttRpc;

/// <summary>
/// What a <see cref="MqttServiceAttribute">service interface</see> is to the library. The generator implements it; it asks nothing of
/// an implementation or a fake of the service.
/// </summary>
/// <typeparam name="TSelf">The service interface.</typeparam>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public interface IMqttServiceContract<TSelf>
    where TSelf : class, IMqttServiceContract<TSelf>
{
    /// <summary>The description of the service.</summary>
    static abstract MqttService Service { get; }

    /// <summary>Makes the generated client.</summary>
    static abstract TSelf CreateClient(BoundService service);

    /// <summary>Binds every method to the implementation that serves it.</summary>
    static abstract void Bind(ServiceBinder<TSelf> binder);
}
