using System.ComponentModel;
using MessagePack;

namespace TypedMqttRpc;

/// <summary>Collects the handlers of a service. Generated code calls it once per method.</summary>
/// <typeparam name="TService">The service interface.</typeparam>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public abstract class ServiceBinder<TService>
    where TService : class
{
    private protected ServiceBinder()
    {
    }

    /// <summary>Binds a method that returns <see cref="ValueTask{TResult}"/>.</summary>
    public abstract void Method<TRequest, TResponse>(
        MqttMethod<TRequest, TResponse> method, Func<TService, TRequest, CancellationToken, ValueTask<TResponse>> handler);

    /// <summary>Binds a method that returns <see cref="Task{TResult}"/>.</summary>
    public void Method<TRequest, TResponse>(
        MqttMethod<TRequest, TResponse> method, Func<TService, TRequest, CancellationToken, Task<TResponse>> handler) =>
        Method(method, (service, request, cancellationToken) => new ValueTask<TResponse>(handler(service, request, cancellationToken)));

    /// <summary>Binds a method that returns <see cref="ValueTask"/>.</summary>
    public void Method<TRequest>(MqttMethod<TRequest, Nil> method, Func<TService, TRequest, CancellationToken, ValueTask> handler) =>
        Method(method, (service, request, cancellationToken) =>
        {
            ValueTask done = handler(service, request, cancellationToken);
            if (!done.IsCompletedSuccessfully)
            {
                return WhenDone(done);
            }

            // Consumed, so that a pooled source behind it is given back.
            done.GetAwaiter().GetResult();
            return new ValueTask<Nil>(Nil.Default);
        });

    /// <summary>Binds a method that returns <see cref="Task"/>.</summary>
    public void Method<TRequest>(MqttMethod<TRequest, Nil> method, Func<TService, TRequest, CancellationToken, Task> handler) =>
        Method(method, (service, request, cancellationToken) => new ValueTask(handler(service, request, cancellationToken)));

    private static async ValueTask<Nil> WhenDone(ValueTask done)
    {
        await done.ConfigureAwait(false);
        return Nil.Default;
    }
}
