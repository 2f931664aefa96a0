using System.Net;
using System.Net.Sockets;
using TypedMqttRpc.BrokerTests.Clients;
using TypedMqttRpc.Testing;

namespace TypedMqttRpc.BrokerTests.Brokers;

public sealed class EmbeddedBrokerTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_listens_on_the_loopback_address_only()
    {
        await using EmbeddedBroker broker = await EmbeddedBroker.StartAsync();

        Assert.Equal($"mqtt://127.0.0.1:{broker.Port}", broker.Uri);
        IPEndPoint[] listeners = System.Net.NetworkInformation.IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners();
        IPEndPoint listener = Assert.Single(listeners, endPoint => endPoint.Port == broker.Port);
        Assert.Equal(IPAddress.Loopback, listener.Address);
    }

    [Fact]
    public async Task A_port_in_use_is_an_error()
    {
        await using EmbeddedBroker first = await EmbeddedBroker.StartAsync();

        await Assert.ThrowsAsync<SocketException>(() => EmbeddedBroker.StartAsync(first.Port));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(65_536)]
    public async Task A_number_that_is_no_port_is_refused(int port) =>
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => EmbeddedBroker.StartAsync(port));

    [Fact]
    public async Task Stopping_ends_connections_and_frees_the_port()
    {
        EmbeddedBroker broker = await EmbeddedBroker.StartAsync();
        await using PlainClient client = await PlainClient.ConnectAsync(broker.Uri);

        await broker.StopAsync();
        await broker.DisposeAsync();

        await client.Disconnected;
        using TcpClient again = new();
        await Assert.ThrowsAsync<SocketException>(() => again.ConnectAsync(IPAddress.Loopback, broker.Port, Cancel).AsTask());
    }

    [Fact]
    public async Task A_slow_subscriber_loses_nothing()
    {
        const int Count = 3_000;
        await using EmbeddedBroker broker = await EmbeddedBroker.StartAsync();
        await using PlainClient publisher = await PlainClient.ConnectAsync(broker.Uri);
        await using PlainClient subscriber = await PlainClient.ConnectAsync(broker.Uri);
        TaskCompletionSource mayGoOn = new(TaskCreationOptions.RunContinuationsAsynchronously);
        subscriber.Client.ApplicationMessageReceivedAsync += _ => mayGoOn.Task;
        await subscriber.SubscribeAsync("a");

        for (int i = 0; i < Count; i++)
        {
            await publisher.PublishAsync("a", $"{i}");
        }

        mayGoOn.SetResult();
        for (int i = 0; i < Count; i++)
        {
            Assert.Equal($"{i}", await subscriber.NextTextAsync());
        }
    }
}
