using System.Collections.Concurrent;
using System.Security.Cryptography;
using TypedMqttRpc.Network;
using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Access;

/// <summary>
/// Tries the rights of a connection. Brokers grant subscriptions that their ACL then filters, so that only a message which comes back proves a right to read.
/// </summary>
internal sealed class AccessCheck(SessionKeeper keeper, TimeProvider time)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1.5);

    private readonly ConcurrentDictionary<UInt128, TaskCompletionSource> _underWay = new();

    /// <returns>Whether the message is a probe that has come back.</returns>
    public bool OnMessage(in MqttMessage message)
    {
        if (_underWay.IsEmpty || message.CorrelationData.Length != 16
            || !_underWay.TryGetValue(BitConverter.ToUInt128(message.CorrelationData.Span), out TaskCompletionSource? returned))
        {
            return false;
        }

        returned.TrySetResult();
        return true;
    }

    /// <exception cref="MqttConnectionLostException">The connection was lost meanwhile.</exception>
    public async Task<AccessReport> RunAsync(IEnumerable<AccessProbe> probes, CancellationToken cancellationToken)
    {
        LiveSession session = await keeper.WaitAsync(cancellationToken).ConfigureAwait(false);
        IEnumerable<AccessFinding>[] findings =
            await Task.WhenAll(probes.Select(probe => TryAsync(session, probe))).WaitAsync(cancellationToken).ConfigureAwait(false);
        return new([.. findings.SelectMany(static one => one)]);
    }

    private async Task<IEnumerable<AccessFinding>> TryAsync(LiveSession session, AccessProbe probe)
    {
        byte[] id = RandomNumberGenerator.GetBytes(16);
        var returned = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _underWay[BitConverter.ToUInt128(id)] = returned;
        try
        {
            MqttReasonCode answer = await session.PublishAsync(new MqttMessage
            {
                Topic = probe.Topic,
                CorrelationData = id,
                Qos = Math.Min(1, session.Limits.MaximumQos),
                ExpirySeconds = 5,
            }).ConfigureAwait(false);
            return await JudgeAsync(probe, answer, isAcknowledged: session.Limits.MaximumQos > 0, returned.Task).ConfigureAwait(false);
        }
        finally
        {
            _underWay.TryRemove(BitConverter.ToUInt128(id), out _);
        }
    }

    private async Task<IEnumerable<AccessFinding>> JudgeAsync(AccessProbe probe, MqttReasonCode answer, bool isAcknowledged, Task returned)
    {
        bool isRefused = answer >= MqttReasonCode.UnspecifiedError;
        AccessFinding? write = probe.Writes is not { } topic ? null
            : isAcknowledged ? new(isRefused ? AccessAnswer.Forbidden : AccessAnswer.Allowed, AccessRight.Write, topic, probe.WritePurpose)
            : new(AccessAnswer.Unknown, AccessRight.Write, topic, $"{probe.WritePurpose} (the broker acknowledges nothing)");
        AccessFinding? read = probe.Reads is not { } filter ? null
            : !isRefused && await ComesAsync(returned).ConfigureAwait(false) ? new(AccessAnswer.Allowed, AccessRight.Read, filter, probe.ReadPurpose)
            : WhyNot(probe, isRefused, isAcknowledged) is { } reason ? new(AccessAnswer.Unknown, AccessRight.Read, filter, $"{probe.ReadPurpose} ({reason})")
            : new(AccessAnswer.Forbidden, AccessRight.Read, filter, probe.ReadPurpose);
        return new[] { write, read }.OfType<AccessFinding>();
    }

    /// <summary>Why a message that did not come back proves nothing; <see langword="null"/> if it does.</summary>
    private static string? WhyNot(AccessProbe probe, bool isRefused, bool isAcknowledged) =>
        isRefused ? $"to try it, this client would have to be allowed to publish to '{probe.Topic}'"
        : !isAcknowledged ? "the broker acknowledges nothing"
        : probe.IsShared ? "another member of the group may have got the message"
        : null;

    private async Task<bool> ComesAsync(Task returned)
    {
        try
        {
            await returned.WaitAsync(Limit, time).ConfigureAwait(false);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }
}
