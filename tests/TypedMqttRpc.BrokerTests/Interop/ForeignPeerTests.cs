using System.Text;
using TypedMqttRpc.BrokerTests.Brokers.Mosquitto;
using TypedMqttRpc.BrokerTests.Clients;
using TypedMqttRpc.BrokerTests.Contracts;

namespace TypedMqttRpc.BrokerTests.Interop;

/// <summary>Calls from, and to, programs that were never told about this library.</summary>
public sealed class ForeignPeerTests
{
    [Fact]
    public async Task A_typed_method_is_called_by_hand()
    {
        await using MosquittoBroker broker = await MosquittoBroker.StartAsync();
        await using MqttRpcConnection rpc = await broker.ConnectAsync();
        await using IAsyncDisposable serving = await rpc.ServeAsync<IValues>(new Values());

        string answer = await CommandLine.RequestAsync(
            broker, @"-t test/values/same -e reply/1 -m $'\x91\xa3Ada' -D publish correlation-data 42 -F '%x|%P|%D|%t'");

        Assert.Equal("a3416461|__stat:200|42|reply/1", answer);
    }

    [Fact]
    public async Task A_method_without_a_result_answers_204()
    {
        await using MosquittoBroker broker = await MosquittoBroker.StartAsync();
        await using MqttRpcConnection rpc = await broker.ConnectAsync();
        await using IAsyncDisposable serving = await rpc.ServeAsync<IValues>(new Values());

        Assert.Equal("|__stat:204", await CommandLine.RequestAsync(broker, @"-t test/values/remember -e reply/1 -m $'\x91\xa3Ada' -F '%x|%P'"));
        Assert.Equal("a3416461|__stat:200", await CommandLine.RequestAsync(broker, @"-t test/values/recall -e reply/1 -m $'\x90' -F '%x|%P'"));
    }

    [Fact]
    public async Task An_error_is_read_by_hand()
    {
        await using MosquittoBroker broker = await MosquittoBroker.StartAsync();
        await using MqttRpcConnection rpc = await broker.ConnectAsync();
        await using IAsyncDisposable serving = await rpc.ServeAsync<IValues>(new Values());

        string answer = await CommandLine.RequestAsync(broker, "-t test/values/add -e reply/1 -m hi -F '%x|%P'");

        Assert.StartsWith("|__stat:400 __stMsg:The payload is a MessagePack", answer, StringComparison.Ordinal);
        Assert.EndsWith("__propName:payload", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_header_of_a_foreign_caller_reaches_the_handler_and_one_of_the_handler_reaches_it()
    {
        await using MosquittoBroker broker = await MosquittoBroker.StartAsync();
        await using MqttRpcConnection rpc = await broker.ConnectAsync();
        await using IAsyncDisposable serving = await rpc.ServeAsync<IWork>(new Work((_, _) =>
        {
            RpcContext.Current!.ResponseHeaders.Add("answered-by", "us");
            return new(RpcContext.Current!.Headers["tenant"]!);
        }));

        string answer = await CommandLine.RequestAsync(
            broker, @"-t test/task/run -e reply/1 -m $'\x91\xa1x' -D publish user-property tenant acme -F '%p|%P'");

        Assert.Equal("\uFFFDacme|__stat:200 answered-by:us", answer);
    }

    [Fact]
    public async Task A_route_with_a_wildcard_answers_a_plain_request()
    {
        await using MosquittoBroker broker = await MosquittoBroker.StartAsync();
        await using MqttRpcConnection rpc = await broker.ConnectAsync();
        await using IAsyncDisposable route = await rpc.RouteAsync("devices/+", (request, _) =>
            new(RpcReply.From(Encoding.UTF8.GetBytes($"OK {request.Topic} {request.Tokens["0"]} {Encoding.UTF8.GetString(request.Payload.Span)}"))));

        Assert.Equal("OK devices/7 7 hi", await CommandLine.RequestAsync(broker, "-t devices/7 -e reply/7 -m hi"));
        Assert.Equal("OK devices/8 8 hello", await CommandLine.RequestAsync(broker, "-t devices/8 -e reply/8 -m hello -D publish correlation-data 42"));
    }

    [Fact]
    public async Task A_request_gets_the_answer_of_a_shell_script()
    {
        await using MosquittoBroker broker = await MosquittoBroker.StartAsync();
        await using MqttRpcConnection rpc = await broker.ConnectAsync(static options => options.Timeout = TimeSpan.FromSeconds(30));
        using PlainResponder responder = await PlainResponder.StartAsync(broker, "api/getData");

        for (int number = 1; number <= 3; number++)
        {
            RpcMessage answer = await rpc.RequestAsync("api/getData", Encoding.UTF8.GetBytes($"dev {number}"));

            Assert.Equal($"echo: dev {number}", Encoding.UTF8.GetString(answer.Payload.Span));
        }

        Assert.Equal(new MqttRpcStatistics(0, 0, 0), rpc.Statistics);
    }

    [Fact]
    public async Task Requests_to_a_shell_script_may_be_many_at_once()
    {
        await using MosquittoBroker broker = await MosquittoBroker.StartAsync();
        await using MqttRpcConnection rpc = await broker.ConnectAsync(static options => options.Timeout = TimeSpan.FromSeconds(30));
        using PlainResponder responder = await PlainResponder.StartAsync(broker, "api/getData");

        RpcMessage[] answers = await Task.WhenAll(
            Enumerable.Range(0, 30).Select(number => rpc.RequestAsync("api/getData", Encoding.UTF8.GetBytes($"{number}")).AsTask())).Soon();

        Assert.Equal(Enumerable.Range(0, 30).Select(number => $"echo: {number}"), answers.Select(answer => Encoding.UTF8.GetString(answer.Payload.Span)));
    }
}
