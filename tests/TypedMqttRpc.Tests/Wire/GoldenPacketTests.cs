using System.Reflection;
using TypedMqttRpc.Testing;
using TypedMqttRpc.Tests.Support;
using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Tests.Wire;

/// <summary>
/// The exact bytes of calls, one file a call in <c>Golden/</c>: whoever changes one changes the protocol. <c>UPDATE_GOLDEN=1</c> rewrites them;
/// then review the diff.
/// </summary>
public sealed class GoldenPacketTests : IAsyncDisposable
{
    private static readonly string Folder = typeof(GoldenPacketTests).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(static attribute => attribute.Key == "GoldenDirectory").Value!;

    private static readonly bool IsUpdating = Environment.GetEnvironmentVariable("UPDATE_GOLDEN") is "1" or "true";

    /// <summary>Correlation data is random; in the files it counts up.</summary>
    private static readonly byte[] Correlation = [.. Enumerable.Range(0, 16).Select(static i => (byte)i)];

    private readonly TestHost _host = new();

    /// <summary>The calls, with what an independent reader must find in the payloads of request and response.</summary>
    private static readonly Dictionary<string, (string Request, string? Response, Func<MqttRpcConnection, Task> Call)> Calls = new()
    {
        ["01-no-arguments-no-result"] = ("[]", "", static rpc => rpc.CreateClient<IGoldenLab>().PingAsync().AsTask()),
        ["02-several-arguments"] = ("[-1, 4294967296, 0.5, true, nil]", "2147483647.5", static rpc => rpc.CreateClient<IGoldenLab>().ScaleAsync(-1, 4_294_967_296, 0.5, true, null).AsTask()),
        ["03-defaults-at-qos-0"] = ("[\"Ada\", \"Hello\", 1]", "\"Hello, Ada!\"", static rpc => rpc.CreateClient<IGoldenLab>().GreetAsync("Ada").AsTask()),
        ["04-token-parameter"] = ("[200]", "h'C8FF'", static rpc => rpc.CreateClient<IGoldenLamp>().SetAsync("kitchen", 200).AsTask()),
        ["05-headers-both-ways"] = (
            "[[\"dev-42\", 21.5, ext -1 h'6955B900', 4]]",
            "[\"dev-42\", 21.5, ext -1 h'6955B900', 4]",
            static rpc => rpc.CreateClient<IGoldenLab>().WithHeader("tenant", "acme")
                .EchoAsync(new("dev-42", 21.5, new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc), DayOfWeek.Thursday)).AsTask()),
        ["06-time-out-in-milliseconds"] = ("[]", "", static rpc => rpc.CreateClient<IGoldenLab>().WithTimeout(TimeSpan.FromMilliseconds(1_500)).PingAsync().AsTask()),
        ["07-one-way"] = ("[3]", null, static rpc => rpc.CreateClient<IGoldenLab>().BlinkAsync(3).AsTask()),
        ["08-nil-result"] = ("[\"käse\"]", "nil", static rpc => rpc.CreateClient<IGoldenLab>().FindAsync("käse").AsTask()),
        ["09-error-with-field"] = ("[-5]", "", static rpc => rpc.CreateClient<IGoldenLab>().SetTargetAsync(-5).AsTask()),
        ["10-declared-fault"] = ("[31.25]", "[5, 30]", static rpc => rpc.CreateClient<IGoldenLab>().SetTargetAsync(31.25).AsTask()),
        ["11-identified-caller"] = ("[]", "\"open for caller\"", static rpc => rpc.CreateClient<IGoldenVault>().OpenAsync().AsTask()),
        ["12-unknown-method"] = ("[1]", "", static rpc => rpc.RequestAsync("golden/lab/nothing", new byte[] { 0x91, 0x01 }).AsTask()),
        ["13-missing-argument"] = ("[]", "", static rpc => rpc.RequestAsync("golden/lab/greet", new byte[] { 0x90 }, new() { ContentType = "application/msgpack" }).AsTask()),
    };

    public static TheoryData<string> Names => [.. Calls.Keys];

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_packets_of_a_call_are_these_bytes(string name)
    {
        string path = Path.Combine(Folder, name + ".hex");
        string actual = await CallAsync(name);
        if (IsUpdating)
        {
            await File.WriteAllTextAsync(path, actual, TestContext.Current.CancellationToken);
        }

        string[] expected = (await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken)).ReplaceLineEndings("\n").Split('\n');
        string[] lines = actual.Split('\n');
        string[] changed = [.. Enumerable.Range(0, Math.Max(expected.Length, lines.Length))
            .Where(i => expected.ElementAtOrDefault(i) != lines.ElementAtOrDefault(i))
            .Select(i => $"line {i + 1}\n  - {expected.ElementAtOrDefault(i)}\n  + {lines.ElementAtOrDefault(i)}")];
        Assert.True(changed.Length == 0, $"The packets of {name} have changed, and with them the protocol:\n{string.Join('\n', changed)}");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void An_independent_reader_finds_the_values_of_the_call(string name)
    {
        string[] parts = File.ReadAllText(Path.Combine(Folder, name + ".hex")).ReplaceLineEndings("\n").Split("# response\n");

        Assert.Equal(Calls[name].Request, PayloadOf(parts[0]));
        Assert.Equal(Calls[name].Response, parts.Length == 1 ? null : PayloadOf(parts[1]));
    }

    [Fact]
    public void There_is_a_call_for_each_file() =>
        Assert.Equal(Calls.Keys.Order(StringComparer.Ordinal), Directory.GetFiles(Folder, "*.hex").Select(static path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal));

    private static string PayloadOf(string dump)
    {
        PublishDump.Of(PublishDump.Parse(dump.Split('\n')), out byte[] payload);
        return payload.Length == 0 ? "" : MiniMessagePack.Read(payload);
    }

    private async Task<string> CallAsync(string name)
    {
        MqttRpcConnection server = await _host.ConnectAsync("server");
        await server.ServeAsync<IGoldenLab>(new GoldenLab(), cancellationToken: TestContext.Current.CancellationToken).Soon();
        await server.ServeAsync<IGoldenLamp>(new GoldenLamp(), cancellationToken: TestContext.Current.CancellationToken).Soon();
        await server.ServeAsync<IGoldenVault>(new GoldenVault(), cancellationToken: TestContext.Current.CancellationToken).Soon();
        MqttRpcConnection caller = await _host.ConnectAsync("caller");

        // A call that ends with an error is as good as another.
        Exception? error = await Record.ExceptionAsync(() => Calls[name].Call(caller).Soon());
        Assert.True(error is null or RpcException { IsRemote: true }, $"{error}");

        IReadOnlyList<RecordedMessage> sent = _host.Broker.Publishes.Recorded;
        string text = $"# {name.Replace('-', ' ')}\n# request\n{PublishDump.Of(Encode(sent[0].Message), out _)}";
        if (Calls[name].Response is null)
        {
            Assert.Single(sent);
            return text;
        }

        Assert.Equal(sent[0].Message.CorrelationData.ToArray(), sent[1].Message.CorrelationData.ToArray());
        return $"{text}# response\n{PublishDump.Of(Encode(sent[1].Message), out _)}";
    }

    private static byte[] Encode(in MqttMessage message) =>
        MqttNetPackets.Encode(message with { CorrelationData = message.CorrelationData.IsEmpty ? default(ReadOnlyMemory<byte>) : Correlation });
}
