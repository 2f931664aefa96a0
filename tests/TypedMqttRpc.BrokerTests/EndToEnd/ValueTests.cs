using MessagePack;
using TypedMqttRpc.BrokerTests.Brokers;
using TypedMqttRpc.BrokerTests.Clients;
using TypedMqttRpc.BrokerTests.Contracts;

namespace TypedMqttRpc.BrokerTests.EndToEnd;

/// <summary>What goes in and comes out of a call.</summary>
public sealed class ValueTests
{
    [Theory]
    [ClassData(typeof(EveryBroker))]
    public async Task Every_kind_of_task_brings_its_result(BrokerKind kind)
    {
        await using RpcPair pair = await RpcPair.StartAsync(kind);
        await using IAsyncDisposable serving = await pair.Server.ServeAsync<IValues>(new Values());
        IValues values = pair.Caller.CreateClient<IValues>();

        await values.RememberAsync("hello");
        Assert.Equal("hello", await values.RecallAsync());
        await values.ForgetAsync();
        Assert.Equal("nothing", await values.RecallAsync());
        Assert.Equal(111, await values.AddAsync(1));
        Assert.Equal(new Reading("dev-1", 21.5, DateTime.UnixEpoch), await values.ReadAsync("dev-1"));
    }

    [Theory]
    [ClassData(typeof(EveryBroker))]
    public async Task One_connection_can_call_what_it_serves(BrokerKind kind)
    {
        await using TestBroker broker = await TestBroker.StartAsync(kind);
        await using MqttRpcConnection rpc = await broker.ConnectAsync();
        await using IAsyncDisposable serving = await rpc.ServeAsync<IValues>(new Values());

        Assert.Equal(6, await rpc.CreateClient<IValues>().AddAsync(1, 2, 3));
    }

    [Theory]
    [ClassData(typeof(EveryBroker))]
    public async Task Defaults_stand_in_for_arguments_that_are_not_given(BrokerKind kind)
    {
        await using RpcPair pair = await RpcPair.StartAsync(kind);
        await using IAsyncDisposable serving = await pair.Server.ServeAsync<IValues>(new Values());
        IValues values = pair.Caller.CreateClient<IValues>();

        Assert.Equal(111, await values.AddAsync(1));
        Assert.Equal(103, await values.AddAsync(1, 2));
        Assert.Equal(6, await values.AddAsync(1, 2, 3));
        Assert.Equal(104, await values.AddAsync(1, more: 93));
    }

    [Theory]
    [ClassData(typeof(EveryBroker))]
    public async Task Trailing_arguments_that_an_older_caller_does_not_send_take_their_defaults(BrokerKind kind)
    {
        await using RpcPair pair = await RpcPair.StartAsync(kind);
        await using IAsyncDisposable serving = await pair.Server.ServeAsync<IValues>(new Values());

        Assert.Equal(111, await SumAsync([0x91, 1]));
        Assert.Equal(103, await SumAsync([0x92, 1, 2]));
        Assert.Equal(6, await SumAsync([0x93, 1, 2, 3]));

        async Task<int> SumAsync(byte[] arguments)
        {
            RpcMessage answer = await pair.Caller.RequestAsync("test/values/add", arguments);
            return MessagePackSerializer.Deserialize<int>(answer.Payload, cancellationToken: TestContext.Current.CancellationToken);
        }
    }

    [Theory]
    [ClassData(typeof(EveryBroker))]
    public async Task Arguments_that_a_newer_caller_sends_are_ignored(BrokerKind kind)
    {
        await using RpcPair pair = await RpcPair.StartAsync(kind);
        await using IAsyncDisposable serving = await pair.Server.ServeAsync<IValues>(new Values());

        RpcMessage answer = await pair.Caller.RequestAsync("test/values/add", new byte[] { 0x95, 1, 2, 3, 0xA1, (byte)'x', 0x90 });

        Assert.Equal([6], answer.Payload.ToArray());
    }

    [Theory]
    [ClassData(typeof(EveryBroker))]
    public async Task Null_travels_where_the_contract_allows_it(BrokerKind kind)
    {
        await using RpcPair pair = await RpcPair.StartAsync(kind);
        await using IAsyncDisposable serving = await pair.Server.ServeAsync<IValues>(new Values());
        IValues values = pair.Caller.CreateClient<IValues>();

        Assert.Null(await values.SameAsync(null));
        Assert.Equal("text", await values.SameAsync("text"));
        Assert.Equal(string.Empty, await values.SameAsync(string.Empty));
        Assert.Null(await values.SameNumberAsync());
        Assert.Equal(0, await values.SameNumberAsync(0));
    }

    [Theory]
    [ClassData(typeof(EveryBroker))]
    public async Task Null_for_an_argument_that_cannot_be_null_is_refused(BrokerKind kind)
    {
        await using RpcPair pair = await RpcPair.StartAsync(kind);
        await using IAsyncDisposable serving = await pair.Server.ServeAsync<IValues>(new Values());

        RpcException error = await Assert.ThrowsAsync<RpcException>(() => pair.Caller.CreateClient<IValues>().RememberAsync(null!));

        Assert.Equal(RpcStatus.InvalidArgument, error.Status);
        Assert.Equal("text", error.Field);
        Assert.Equal(RpcExecution.NotExecuted, error.Execution);
    }

    [Theory]
    [ClassData(typeof(EveryBroker))]
    public async Task Many_parameters_of_many_types_arrive_as_they_were(BrokerKind kind)
    {
        await using RpcPair pair = await RpcPair.StartAsync(kind);
        await using IAsyncDisposable serving = await pair.Server.ServeAsync<IValues>(new Values());
        Guid id = Guid.Parse("00000000-0000-0000-0000-00000000002a");
        DateTime at = new(2024, 2, 29, 12, 30, 45, 678, DateTimeKind.Utc);
        Reading reading = new("dev-1", -0.5, at);

        string description = await pair.Caller.CreateClient<IValues>().DescribeAsync(
            true, 255, long.MinValue, 1.5, 79.228m, "żółw 🐢", id, at, TimeSpan.FromDays(1.5), Colour.Green, [1, 2, 3], reading);

        Assert.Equal(
            $"True 255 -9223372036854775808 1.5 79.228 żółw 🐢 {id} 2024-02-29T12:30:45.6780000Z 1.12:00:00 Green 1+2+3 dev-1=-0.5 null", description);
    }

    [Theory]
    [ClassData(typeof(EveryBroker))]
    public async Task Two_hundred_kilobytes_go_there_and_back(BrokerKind kind)
    {
        await using RpcPair pair = await RpcPair.StartAsync(kind);
        await using IAsyncDisposable serving = await pair.Server.ServeAsync<IValues>(new Values());
        byte[] bytes = new byte[200 * 1024];
        new Random(1).NextBytes(bytes);

        Assert.Equal(bytes, await pair.Caller.CreateClient<IValues>().EchoAsync(bytes));
    }

    [Theory]
    [ClassData(typeof(EveryBroker))]
    public async Task A_request_over_the_limit_of_the_server_is_refused_before_it_is_decoded(BrokerKind kind)
    {
        await using RpcPair pair = await RpcPair.StartAsync(kind);
        await using IAsyncDisposable serving = await pair.Server.ServeAsync<IValues>(new Values(), options => options.MaxRequestBytes = 1_000);
        IValues values = pair.Caller.CreateClient<IValues>();

        RpcException error = await Assert.ThrowsAsync<RpcException>(() => values.EchoAsync(new byte[1_001]).AsTask());

        Assert.Equal(RpcStatus.PayloadTooLarge, error.Status);
        Assert.Equal(RpcExecution.NotExecuted, error.Execution);
        Assert.True(error.IsRemote);
        Assert.Equal(900, (await values.EchoAsync(new byte[900])).Length);
    }
}
