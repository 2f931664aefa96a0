using TypedMqttRpc.BrokerTests.Brokers;
using TypedMqttRpc.BrokerTests.Clients;
using TypedMqttRpc.BrokerTests.Contracts;

namespace TypedMqttRpc.BrokerTests.EndToEnd;

/// <summary>Topic tokens, as parameters and bound, at callers and servers.</summary>
public sealed class TokenTests
{
    [Theory]
    [ClassData(typeof(EveryBroker))]
    public async Task An_open_token_serves_every_value_and_the_handler_reads_it(BrokerKind kind)
    {
        await using RpcPair pair = await RpcPair.StartAsync(kind);
        await using IAsyncDisposable serving = await pair.Server.ServeAsync<IZones>(new Zones("one"));

        Assert.Equal("Hi from one: device d1, zone 3", await new ZonesClient(pair.Caller, deviceId: "d1").WhereAsync(3, "Hi"));
        Assert.Equal("Hi from one: device d2, zone -4", await new ZonesClient(pair.Caller, deviceId: "d2").WhereAsync(-4, "Hi"));
    }

    [Theory]
    [ClassData(typeof(EveryBroker))]
    public async Task Servers_bound_to_different_values_get_their_own_calls(BrokerKind kind)
    {
        await using RpcPair pair = await RpcPair.StartAsync(kind);
        await using MqttRpcConnection second = await pair.Broker.ConnectAsync();
        await using IAsyncDisposable one = await pair.Server.ServeAsync<IZones>(new Zones("one"), options => options.Tokens["deviceId"] = "d1");
        await using IAsyncDisposable two = await second.ServeAsync<IZones>(new Zones("two"), options => options.Tokens["deviceId"] = "d2");

        Assert.Equal("Hi from one: device d1, zone 3", await new ZonesClient(pair.Caller, deviceId: "d1").WhereAsync(3, "Hi"));
        Assert.Equal("Hi from two: device d2, zone 3", await new ZonesClient(pair.Caller, deviceId: "d2").WhereAsync(3, "Hi"));
    }

    [Theory]
    [ClassData(typeof(EveryBroker))]
    public async Task One_connection_serves_two_values_with_two_implementations(BrokerKind kind)
    {
        await using RpcPair pair = await RpcPair.StartAsync(kind);
        await using IAsyncDisposable one = await pair.Server.ServeAsync<IZones>(new Zones("one"), options => options.Tokens["deviceId"] = "d1");
        await using IAsyncDisposable two = await pair.Server.ServeAsync<IZones>(new Zones("two"), options => options.Tokens["deviceId"] = "d2");

        Assert.Equal("Hi from one: device d1, zone 3", await new ZonesClient(pair.Caller, deviceId: "d1").WhereAsync(3, "Hi"));
        Assert.Equal("Hi from two: device d2, zone 3", await new ZonesClient(pair.Caller, deviceId: "d2").WhereAsync(3, "Hi"));
    }

    [Theory]
    [ClassData(typeof(EveryBroker))]
    public async Task A_value_that_nobody_is_bound_to_has_no_service(BrokerKind kind)
    {
        await using RpcPair pair = await RpcPair.StartAsync(kind);
        await using IAsyncDisposable one = await pair.Server.ServeAsync<IZones>(new Zones("one"), options => options.Tokens["deviceId"] = "d1");

        RpcException error = await Assert.ThrowsAsync<RpcException>(() => new ZonesClient(pair.Caller, deviceId: "d9").WhereAsync(3, "Hi").AsTask());

        Assert.Equal(RpcStatus.Unavailable, error.Status);
        Assert.Equal(RpcExecution.NotExecuted, error.Execution);
        Assert.Contains("'home/d9/zone/3/where'", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [ClassData(typeof(EveryBroker))]
    public async Task A_token_that_is_not_of_its_parameter_type_is_refused(BrokerKind kind)
    {
        await using RpcPair pair = await RpcPair.StartAsync(kind);
        await using IAsyncDisposable one = await pair.Server.ServeAsync<IZones>(new Zones("one"));

        RpcException error = await Assert.ThrowsAsync<RpcException>(
            () => pair.Caller.RequestAsync("home/d1/zone/kitchen/where", new byte[] { 0x91, 0xA2, (byte)'H', (byte)'i' }).AsTask());

        Assert.Equal(RpcStatus.InvalidArgument, error.Status);
        Assert.Equal("zone", error.Field);
    }

    [Theory]
    [InlineData("a/b", "'/'")]
    [InlineData("a+b", "'+'")]
    [InlineData("#", "'#'")]
    [InlineData("", "is empty")]
    [InlineData("a\0b", "U+0000")]
    public async Task A_token_that_is_not_one_level_is_refused_where_it_is_bound(string value, string problem)
    {
        await using RpcPair pair = await RpcPair.StartAsync(BrokerKind.InMemory);

        ArgumentException atCaller = Assert.Throws<ArgumentException>(() => new ZonesClient(pair.Caller, deviceId: value));
        ArgumentException atServer = await Assert.ThrowsAsync<ArgumentException>(
            () => pair.Server.ServeAsync<IZones>(new Zones("one"), options => options.Tokens["deviceId"] = value));

        foreach (ArgumentException error in (ArgumentException[])[atCaller, atServer])
        {
            Assert.Equal("deviceId", error.ParamName);
            Assert.Contains(problem, error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_topic_longer_than_brokers_allow_is_refused_before_it_is_sent()
    {
        await using RpcPair pair = await RpcPair.StartAsync(BrokerKind.InMemory);
        ZonesClient client = new(pair.Caller, deviceId: new string('d', 250));

        ArgumentException error = await Assert.ThrowsAsync<ArgumentException>(() => client.WhereAsync(3, "Hi").AsTask());

        Assert.Contains("brokers allow 256", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_that_the_template_lacks_is_refused()
    {
        await using RpcPair pair = await RpcPair.StartAsync(BrokerKind.InMemory);

        ArgumentException error = await Assert.ThrowsAsync<ArgumentException>(
            () => pair.Server.ServeAsync<IZones>(new Zones("one"), options => options.Tokens["room"] = "x"));

        Assert.Contains("'room'", error.Message, StringComparison.Ordinal);
    }
}
