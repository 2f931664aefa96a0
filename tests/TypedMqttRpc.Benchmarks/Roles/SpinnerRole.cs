namespace TypedMqttRpc.Benchmarks.Roles;

/// <summary>Keeps a processor from going to sleep: waking one up takes a virtual machine longer than a call takes.</summary>
internal static class SpinnerRole
{
    public static void Run()
    {
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
