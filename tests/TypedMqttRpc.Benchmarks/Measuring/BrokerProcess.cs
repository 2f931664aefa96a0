using TypedMqttRpc.Benchmarks.Processes;

namespace TypedMqttRpc.Benchmarks.Measuring;

/// <summary>A broker in its own process, with the process that started it.</summary>
internal sealed class BrokerProcess : IAsyncDisposable
{
    private readonly RoleProcess _role;

    private BrokerProcess(RoleProcess role)
    {
        _role = role;
        string[] words = role.Greeting.Split(' ');
        Uri = words[0];
        Id = int.Parse(words[1]);
    }

    public string Uri { get; }

    public int Id { get; }

    public static async Task<BrokerProcess> StartAsync(string name) => new(await RoleProcess.StartAsync([], "broker", name));

    public ValueTask DisposeAsync() => _role.DisposeAsync();
}
