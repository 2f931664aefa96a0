namespace TypedMqttRpc.Faults.Ledger;

/// <summary>The executions of servers in other processes, which are killed: each line is with the system before the work begins.</summary>
internal sealed class LedgerFile : IServerLedger, IDisposable
{
    private readonly FileStream _file;
    private readonly Lock _lock = new();

    public LedgerFile(string path) =>
        _file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);

    public void Executed(long id)
    {
        lock (_lock)
        {
            _file.Write(BitConverter.GetBytes(id));
        }
    }

    public void Dispose() => _file.Dispose();

    /// <summary>How often each id ran, over all lives of all servers that wrote to these files.</summary>
    public static IReadOnlyDictionary<long, int> Read(IEnumerable<string> paths)
    {
        var executions = new Dictionary<long, int>();
        foreach (string path in paths.Where(File.Exists))
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            byte[] record = new byte[sizeof(long)];
            while (file.ReadAtLeast(record, record.Length, throwOnEndOfStream: false) == record.Length)
            {
                long id = BitConverter.ToInt64(record);
                executions[id] = executions.GetValueOrDefault(id) + 1;
            }
        }

        return executions;
    }
}
