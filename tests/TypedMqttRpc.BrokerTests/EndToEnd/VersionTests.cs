using TypedMqttRpc.BrokerTests.Brokers;
using TypedMqttRpc.BrokerTests.Clients;
using TypedMqttRpc.Tests.Versions;

namespace TypedMqttRpc.BrokerTests.EndToEnd;

/// <summary>Callers and servers of the version before a change and of the one after it, over sockets.</summary>
public sealed class VersionTests
{
    private static readonly TimeSpan AnnouncementLimit = TimeSpan.FromSeconds(30);

    public static TheoryData<BrokerKind, string, bool, bool> Cells { get; } =
    [
        .. from broker in new[] { BrokerKind.Embedded, BrokerKind.Mosquitto }
           from cell in ShopChanges.Cells
           select (broker, cell.Change, cell.IsCallerNewer, cell.IsServerNewer),
    ];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Cells))]
    public async Task A_call_succeeds_unless_the_change_breaks_it(BrokerKind kind, string change, bool isCallerNewer, bool isServerNewer)
    {
        await using RpcPair pair = await RpcPair.StartAsync(kind);
        await using IAsyncDisposable serving = await ShopChanges.Version(change, isServerNewer).ServeAsync(pair.Server, Cancel).Soon();
        ShopVersion version = ShopChanges.Version(change, isCallerNewer);
        await version.PingAsync(pair.Caller, Cancel).Soon();

        string conflict = ShopChanges.Conflict(change, isCallerNewer, isServerNewer);
        if (conflict.Length == 0)
        {
            Assert.StartsWith("2 tea at 3", await version.OrderAsync(pair.Caller, Cancel).Soon(), StringComparison.Ordinal);
            return;
        }

        Assert.Contains(conflict, (await UntilRefusedAsync(version, pair.Caller)).Message, StringComparison.Ordinal);
        await version.PingAsync(pair.Caller, Cancel).Soon();
    }

    /// <summary>Until the announcement has come, calls go to the server.</summary>
    private static async Task<RpcException> UntilRefusedAsync(ShopVersion version, MqttRpcConnection rpc)
    {
        long started = TimeProvider.System.GetTimestamp();
        while (true)
        {
            if (await Record.ExceptionAsync(() => version.OrderAsync(rpc, Cancel).Soon()) is RpcException { Status: RpcStatus.UnsupportedVersion } refusal)
            {
                Assert.Equal(RpcExecution.NotExecuted, refusal.Execution);
                return refusal;
            }

            Assert.True(TimeProvider.System.GetElapsedTime(started) < AnnouncementLimit, "The call was never refused.");
        }
    }
}
