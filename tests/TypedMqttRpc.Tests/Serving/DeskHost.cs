using System.Text;
using TypedMqttRpc.Tests.Support;
using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Tests.Serving;

/// <summary>A served desk, and a peer that sends it requests byte by byte.</summary>
internal sealed class DeskHost : IAsyncDisposable
{
    public const string Reply = "peer/reply";

    private byte _nextCorrelation;

    private DeskHost(TestHost host, MqttRpcConnection server, Peer peer, IAsyncDisposable serving)
    {
        Host = host;
        Server = server;
        Peer = peer;
        Serving = serving;
    }

    public TestHost Host { get; }

    public MqttRpcConnection Server { get; }

    public Peer Peer { get; }

    public IAsyncDisposable Serving { get; }

    public static async Task<DeskHost> StartAsync(Desk? desk = null, Action<ServeOptions>? serve = null, Action<MqttRpcOptions>? connect = null)
    {
        TestHost host = new();
        MqttRpcConnection server = await host.ConnectAsync("server", connect);
        IAsyncDisposable serving = await server.ServeAsync<IDesk>(desk ?? new(), serve, TestContext.Current.CancellationToken).Soon();
        return new(host, server, await Peer.ConnectAsync(host.Broker, Reply), serving);
    }

    /// <summary>A good request: <c>echo("hi")</c> with ten seconds.</summary>
    public MqttMessage Request(string method = "echo", string payload = "91 A2 68 69") => new()
    {
        Topic = $"test/desk/{method}",
        Payload = Hex.Parse(payload),
        Qos = 1,
        ResponseTopic = Reply,
        CorrelationData = new[] { ++_nextCorrelation },
        ExpirySeconds = 10,
    };

    public Task SendAsync(in MqttMessage request) => Peer.PublishAsync(request);

    /// <summary>Sends a request and waits for its answer.</summary>
    public async Task<Answer> AskAsync(MqttMessage request)
    {
        await SendAsync(request);
        Answer answer = await NextAsync();
        Assert.Equal(request.CorrelationData.ToArray(), answer.Message.CorrelationData.ToArray());
        return answer;
    }

    public async Task<Answer> NextAsync() => new(await Peer.NextAsync());

    /// <summary>Whatever came before did no lasting harm.</summary>
    public async Task StillServes()
    {
        Answer answer = await AskAsync(Request());
        Assert.Equal(("200", "A26869"), (answer["__stat"], Convert.ToHexString(answer.Message.Payload.Span)));
    }

    public async ValueTask DisposeAsync()
    {
        await Peer.DisposeAsync();
        await Host.DisposeAsync();
    }
}

/// <summary>An answer, as the peer sees it.</summary>
internal sealed record Answer(MqttMessage Message)
{
    public string? Status => this["__stat"];

    public string? this[string property] => Message.UserProperties?.Where(item => item.Key == property).Select(static item => item.Value).SingleOrDefault();

    public override string ToString() => string.Join(' ', Message.UserProperties!.Select(static item => $"{item.Key}={item.Value}")) + $" {Encoding.UTF8.GetString(Message.Payload.Span)}";
}
