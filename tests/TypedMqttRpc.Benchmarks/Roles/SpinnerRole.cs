using TypedMqttRpc.Benchmarks.Processes;

namespace TypedMqttRpc.Benchmarks.Roles;

/// <summary>Keeps a processor from going to sleep: waking one up takes a virtual machine longer than a call takes.</summary>
internal static class SpinnerRole
{
    private const int Last = 19;

    public static void Run()
    {
        Placement.TrySetSession(Last);
        new Thread(static () =>
        {
            while (true)
            {
                Thread.SpinWait(1_000);
            }
        })
        { IsBackground = true }.Start();
        Console.WriteLine("ready");
        while (Console.ReadLine() is not null)
        {
        }
    }
}
