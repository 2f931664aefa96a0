using System.Globalization;
using System.Text.RegularExpressions;
using TypedMqttRpc.BrokerTests.Brokers.Mosquitto;
using TypedMqttRpc.BrokerTests.Clients;
using TypedMqttRpc.BrokerTests.Contracts;

namespace TypedMqttRpc.BrokerTests.Connection;

/// <summary>Brokers that limit the size of messages: announced in CONNACK, or told in PUBACK only.</summary>
public sealed class SizeLimitTests
{
    private static readonly MosquittoOptions Announced = new() { MaximumPacketSize = 5_000 };
    private static readonly MosquittoOptions Unannounced = new() { MessageSizeLimit = 5_000 };

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_request_that_is_too_large_fails_without_harm_to_the_connection(bool announced)
    {
        await using RpcPair pair = await RpcPair.StartAsync(await MosquittoBroker.StartAsync(announced ? Announced : Unannounced));
        await using IAsyncDisposable serving = await pair.Server.ServeAsync<IValues>(new Values());
        ConnectionStates states = new(pair.Caller);
        IValues values = pair.Caller.CreateClient<IValues>();

        RpcException error = await Assert.ThrowsAsync<RpcException>(() => values.RememberAsync(new string('x', 6_000)));

        Assert.Equal(RpcStatus.PayloadTooLarge, error.Status);
        Assert.Equal(RpcExecution.NotExecuted, error.Execution);
        Assert.False(error.IsRemote);
        Assert.Equal("nothing", await values.RecallAsync());
        Assert.Empty(states.Losses.Items);
        if (announced)
        {
            Assert.Contains($"the broker at {pair.Caller.Broker} allows 5000 bytes", error.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_response_that_is_too_large_becomes_an_error_without_harm_to_the_connection(bool announced)
    {
        await using RpcPair pair = await RpcPair.StartAsync(await MosquittoBroker.StartAsync(announced ? Announced : Unannounced));
        await using IAsyncDisposable serving = await pair.Server.ServeAsync<IWork>(new Work((job, _) => new(job == "large" ? new string('x', 6_000) : job)));
        ConnectionStates states = new(pair.Server);
        IWork work = pair.Caller.CreateClient<IWork>();

        RpcException error = await Assert.ThrowsAsync<RpcException>(() => work.RunAsync("large").AsTask());

        Assert.Equal(RpcStatus.PayloadTooLarge, error.Status);
        Assert.Equal(RpcExecution.Executed, error.Execution);
        Assert.True(error.IsRemote);
        await pair.ServerLog.WaitForAsync("The answer to test/task/run is", "allows", "the caller was told so");
        Assert.Equal("small", await work.RunAsync("small"));
        Assert.Empty(states.Losses.Items);
    }

    [Fact]
    public async Task The_limit_is_exact()
    {
        await using RpcPair pair = await RpcPair.StartAsync(await MosquittoBroker.StartAsync(Announced));
        await using IAsyncDisposable serving = await pair.Server.ServeAsync<IValues>(new Values());
        ConnectionStates states = new(pair.Caller);
        IValues values = pair.Caller.CreateClient<IValues>();

        // What the first error says shows how long the longest text is that fits. The broker would end the connection over one byte too many.
        int length = 5_100;
        RpcException error = await Assert.ThrowsAsync<RpcException>(() => values.RememberAsync(new string('x', length)));
        int size = int.Parse(Regex.Match(error.Message, "is ([0-9]+) bytes").Groups[1].Value, CultureInfo.InvariantCulture);
        length -= size - 5_000;

        await values.RememberAsync(new string('x', length));
        error = await Assert.ThrowsAsync<RpcException>(() => values.RememberAsync(new string('x', length + 1)));

        Assert.Contains("is 5001 bytes", error.Message, StringComparison.Ordinal);
        Assert.Equal(new string('x', length), await values.RecallAsync());
        Assert.Empty(states.Losses.Items);
    }
}
