using TypedMqttRpc.BrokerTests.Clients;
using TypedMqttRpc.BrokerTests.Contracts;
using TypedMqttRpc.Network;

namespace TypedMqttRpc.BrokerTests.Connection;

/// <summary>The access control file of the documentation lets everybody do what they must, and nobody anything else: twelve checks.</summary>
public sealed class AccessRecipeTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Everybody_can_do_what_they_must(bool certificates)
    {
        await using AccessRecipe recipe = await AccessRecipe.StartAsync(certificates);
        await using MqttRpcConnection device = await recipe.ConnectAsync("dev-42");
        await using MqttRpcConnection panel = await recipe.ConnectAsync("hall");

        await using IAsyncDisposable serving = await device.ServeAsync<IThermostat>(new Thermostat(), static options => options.Tokens["deviceId"] = "dev-42");
        Assert.Equal(20.5, await Thermostat(panel).ReadAsync());

        AccessReport ofDevice = await device.CheckAccessAsync();
        Assert.Equal(
            """
            allowed read clients/dev-42/r/#: the answers to its calls
            allowed write _rpc/gone/dev-42: its Will, by which callers learn of its end
            allowed write clients/+/r/Thermostat: the answers of Thermostat
            allowed read home/dev-42/thermostat/+: what is sent to Thermostat
            allowed read home/dev-42/thermostat/_/cancel: what is sent to Thermostat
            allowed write _rpc/services/Thermostat/dev-42: that it serves this, by which callers learn of its end
            """,
            ofDevice.ToString());
        AccessReport ofPanel = await panel.CheckAccessAsync();
        Assert.Equal(
            """
            allowed read clients/hall/r/#: the answers to its calls
            allowed write _rpc/gone/hall: its Will, by which callers learn of its end
            allowed read _rpc/gone/+: the Wills of servers, by which its calls end early
            allowed read _rpc/services/Thermostat/+: who serves what it calls
            """,
            ofPanel.ToString());
        Assert.True(ofDevice.NothingForbidden && ofPanel.NothingForbidden);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Nobody_gets_in_without_a_name(bool certificates)
    {
        await using AccessRecipe recipe = await AccessRecipe.StartAsync(certificates);
        MqttRpcOptions options = recipe.Options("hall");
        (options.Password, options.Tls.CertificateFile, options.Tls.KeyFile) = ("wrong", null, null);
        options.UserName ??= "hall";
        options.ConnectTimeout = TimeSpan.FromSeconds(1);

        MqttConnectException error = await Assert.ThrowsAsync<MqttConnectException>(() => MqttRpcConnection.ConnectAsync(options));

        Assert.Contains(certificates ? "set Tls.CertificateFile" : "password", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_guest_can_neither_call_nor_read_nor_answer(bool certificates)
    {
        await using AccessRecipe recipe = await AccessRecipe.StartAsync(certificates);
        await using MqttRpcConnection device = await recipe.ConnectAsync("dev-42");
        await using MqttRpcConnection panel = await recipe.ConnectAsync("hall");
        await using MqttRpcConnection guest = await recipe.ConnectAsync("guest");
        await using IAsyncDisposable serving = await device.ServeAsync<IThermostat>(new Thermostat(), static options => options.Tokens["deviceId"] = "dev-42");
        Observed<string> seen = new();
        await using IAsyncDisposable spying = await guest.RouteAsync("#", (message, _) =>
        {
            seen.Add(message.Topic);
            return new(RpcReply.Empty);
        });

        await IsForbiddenAsync(() => Thermostat(guest).ReadAsync().AsTask());
        await IsForbiddenAsync(() => PublishAsync(guest, "clients/hall/r/Thermostat"));
        Assert.Equal(20.5, await Thermostat(panel).ReadAsync());

        // What the guest may read comes after everything that it may not.
        await PublishAsync(guest, "clients/guest/r/mark");
        Assert.Empty(seen.Items);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_caller_can_neither_serve_nor_answer_nor_announce_nor_declare_others_dead(bool certificates)
    {
        await using AccessRecipe recipe = await AccessRecipe.StartAsync(certificates);
        await using MqttRpcConnection device = await recipe.ConnectAsync("dev-42");
        await using MqttRpcConnection panel = await recipe.ConnectAsync("hall");
        await using IAsyncDisposable serving = await panel.ServeAsync<IThermostat>(new Thermostat(), static options => options.Tokens["deviceId"] = "dev-42");

        await IsForbiddenAsync(() => PublishAsync(panel, "clients/dev-42/r/Thermostat"));
        await IsForbiddenAsync(() => PublishAsync(panel, "_rpc/services/Thermostat/dev-42"));
        await IsForbiddenAsync(() => PublishAsync(panel, "_rpc/gone/dev-42"));
        RpcException unheard = await Assert.ThrowsAsync<RpcException>(
            () => Thermostat(panel).WithTimeout(TimeSpan.FromMilliseconds(500)).ReadAsync().AsTask());
        Assert.Equal(RpcStatus.DeadlineExceeded, unheard.Status);
        AccessReport report = await panel.CheckAccessAsync();
        Assert.Contains(report.Findings, static finding => finding is { Answer: AccessAnswer.Forbidden, Topic: "clients/+/r/Thermostat" });
        Assert.Contains(report.Findings, static finding => finding is { Answer: AccessAnswer.Forbidden, Topic: "_rpc/services/Thermostat/hall" });
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Nobody_can_take_the_client_id_of_another(bool certificates)
    {
        await using AccessRecipe recipe = await AccessRecipe.StartAsync(certificates);
        await using MqttRpcConnection panel = await recipe.ConnectAsync("hall");
        MqttRpcOptions options = recipe.Options("guest");
        options.ClientId = "hall";

        await using MqttRpcConnection thief = await MqttRpcConnection.ConnectAsync(options);

        Assert.Equal(AccessAnswer.Forbidden, (await thief.CheckAccessAsync()).Findings.Single(static finding => finding.Topic == "_rpc/gone/hall").Answer);
        Assert.True((await panel.CheckAccessAsync()).NothingForbidden);
        Assert.Equal(MqttRpcConnectionState.Connected, panel.State);
    }

    private static IThermostat Thermostat(MqttRpcConnection connection) => connection.CreateClient<IThermostat>(new() { ["deviceId"] = "dev-42" });

    /// <summary>A request publishes, whatever the topic is.</summary>
    private static async Task PublishAsync(MqttRpcConnection connection, string topic)
    {
        try
        {
            await connection.RequestAsync(topic, default, new() { Timeout = TimeSpan.FromMilliseconds(200) });
        }
        catch (RpcException noAnswer) when (noAnswer.Status is RpcStatus.DeadlineExceeded)
        {
            // Nobody answers there; it has arrived.
        }
    }

    private static async Task IsForbiddenAsync(Func<Task> publish)
    {
        RpcException error = await Assert.ThrowsAsync<RpcException>(publish);

        Assert.Equal(RpcStatus.PermissionDenied, error.Status);
        Assert.Equal(MqttReasonCode.NotAuthorized, error.BrokerReason);
    }
}
