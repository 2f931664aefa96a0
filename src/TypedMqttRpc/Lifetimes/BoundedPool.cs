using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace TypedMqttRpc.Lifetimes;

/// <summary>Objects that wait to be used again, up to a number.</summary>
internal sealed class BoundedPool<T>(int most)
    where T : class
{
    private readonly ConcurrentQueue<T> _objects = new();
    private int _count;

    public bool TryRent([NotNullWhen(true)] out T? rented)
    {
        if (!_objects.TryDequeue(out rented))
        {
            return false;
        }

        Interlocked.Decrement(ref _count);
        return true;
    }

    public void Return(T used)
    {
        if (Interlocked.Increment(ref _count) <= most)
        {
            _objects.Enqueue(used);
        }
        else
        {
            Interlocked.Decrement(ref _count);
        }
    }
}
