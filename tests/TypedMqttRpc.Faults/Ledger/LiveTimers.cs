using System.Reflection;

namespace TypedMqttRpc.Faults.Ledger;

/// <summary>Names the timers of the process, whose number alone does not say whose they are.</summary>
/// <remarks>The runtime has no public list of them. Where its own looks different, they stay unnamed.</remarks>
internal static class LiveTimers
{
    private const BindingFlags Any = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

    /// <summary>How far it is followed who waits for a timer's task.</summary>
    private const int MaxDepth = 8;

    public static string Describe()
    {
        try
        {
            var queues = (Array)Of(typeof(Timer).Assembly.GetType("System.Threading.TimerQueue", throwOnError: true)!, null, "Instances")!;
            return string.Join(", ", queues.Cast<object>().SelectMany(NamesOf));
        }
        catch (Exception otherRuntime)
        {
            return $"unnamed, since this runtime keeps them otherwise: {otherRuntime.Message}";
        }
    }

    private static List<string> NamesOf(object queue)
    {
        List<string> names = [];
        lock (queue)
        {
            foreach (string list in (string[])["_shortTimers", "_longTimers"])
            {
                for (object? timer = Of(queue.GetType(), queue, list); timer is not null; timer = Of(timer.GetType(), timer, "_next"))
                {
                    names.Add($"{Of(timer.GetType(), timer, "_dueTime")} ms for {NameOf(Of(timer.GetType(), timer, "_state"), 0)}");
                }
            }
        }

        return names;
    }

    private static string NameOf(object? waiting, int depth) => waiting switch
    {
        null => "nobody",
        _ when depth == MaxDepth => "others",
        // Of an asynchronous method the last type argument is the one that has its name.
        Task task => $"{task.GetType().GetGenericArguments().LastOrDefault() ?? task.GetType()} -> {NameOf(Of(typeof(Task), task, "m_continuationObject"), depth + 1)}",
        Delegate callback => callback.Target is null ? $"{callback.Method.DeclaringType}.{callback.Method.Name}" : NameOf(callback.Target, depth + 1),
        _ when waiting.GetType().GetField("m_action", Any) is { } action => NameOf(action.GetValue(waiting), depth + 1),
        _ => waiting.GetType().ToString(),
    };

    private static object? Of(Type type, object? owner, string member) =>
        type.GetField(member, Any) is { } field ? field.GetValue(owner)
        : type.GetProperty(member, Any) is { } property ? property.GetValue(owner)
        : throw new MissingMemberException(type.Name, member);
}
