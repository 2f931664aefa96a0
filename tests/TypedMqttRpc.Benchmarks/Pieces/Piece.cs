using System.Globalization;
using System.Reflection;
using BenchmarkDotNet.Attributes;

namespace TypedMqttRpc.Benchmarks.Pieces;

/// <summary>One benchmark with one set of parameters, to be run without BenchmarkDotNet.</summary>
/// <param name="name">The method's name, with the parameters.</param>
/// <param name="instance">The object that has the method; its parameters are set.</param>
/// <param name="method">The benchmark.</param>
internal sealed class Piece(string name, object instance, MethodInfo method) : IDisposable
{
    private readonly Func<long> _run = Bind(instance, method);

    /// <summary>The classes that hold benchmarks.</summary>
    public static Type[] Types { get; } = [.. typeof(Piece).Assembly.GetExportedTypes().Where(static type => type.Namespace == typeof(Piece).Namespace)];

    public string Name => name;

    /// <summary>How many operations one run is.</summary>
    public int Operations { get; } = method.GetCustomAttribute<BenchmarkAttribute>()!.OperationsPerInvoke;

    /// <summary>All pieces in the order of their names, each ready to be run when it is reached and cleaned up after that.</summary>
    public static IEnumerable<Piece> All()
    {
        foreach ((Type type, MethodInfo method) in Types
            .SelectMany(static type => type.GetMethods().Where(static method => method.IsDefined(typeof(BenchmarkAttribute))).Select(method => (type, method)))
            .OrderBy(static piece => piece.method.Name, StringComparer.Ordinal))
        {
            PropertyInfo? parameter = type.GetProperties().SingleOrDefault(static property => property.IsDefined(typeof(ParamsAttribute)));
            foreach (object? value in parameter?.GetCustomAttribute<ParamsAttribute>()!.Values ?? [null])
            {
                object instance = Activator.CreateInstance(type)!;
                parameter?.SetValue(instance, value);
                Call<GlobalSetupAttribute>(instance);
                using Piece piece = new(parameter is null ? method.Name : string.Create(CultureInfo.InvariantCulture, $"{method.Name}({parameter.Name}={value})"), instance, method);
                yield return piece;
            }
        }
    }

    public void Run() => _run();

    public void Dispose() => Call<GlobalCleanupAttribute>(instance);

    private static void Call<TAttribute>(object instance)
        where TAttribute : Attribute =>
        instance.GetType().GetMethods().SingleOrDefault(static method => method.IsDefined(typeof(TAttribute)))?.Invoke(instance, null);

    /// <summary>A call that allocates nothing of its own, which reflection's would.</summary>
    private static Func<long> Bind(object instance, MethodInfo method)
    {
        return method.ReturnType switch
        {
            var type when type == typeof(bool) => Of<bool>(static value => value ? 1 : throw new InvalidOperationException("A piece does not do what it measures.")),
            var type when type == typeof(int) => Of<int>(static value => value),
            var type when type == typeof(long) => Of<long>(static value => value),
            var type when type == typeof(ValueTask<int>) => Of<ValueTask<int>>(static value => value.GetAwaiter().GetResult()),
            var other => throw new NotSupportedException($"{method.Name} returns {other}; teach {nameof(Piece)} to run that."),
        };

        Func<long> Of<T>(Func<T, long> read)
        {
            Func<T> run = method.CreateDelegate<Func<T>>(instance);
            return () => read(run());
        }
    }
}
