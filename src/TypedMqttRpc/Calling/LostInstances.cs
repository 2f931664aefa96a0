using TypedMqttRpc.Topics;
using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Calling;

/// <summary>What becomes of the calls that an instance ran whose connection was lost, as its broker says.</summary>
internal sealed class LostInstances
{
    private static readonly TimeSpan ReturnMoment = TimeSpan.FromMilliseconds(750);

    private readonly PendingCalls _pending;
    private readonly RequestSender _sender;
    private readonly TimeProvider _time;

    public LostInstances(ServiceWatch watch, PendingCalls pending, RequestSender sender, TimeProvider time)
    {
        _pending = pending;
        _sender = sender;
        _time = time;
        watch.Gone += OnGone;
        watch.CameBack += OnCameBack;
    }

    /// <summary>
    /// An instance is lost. In a group others get what may run twice, since which member had it is not known; where nobody else serves, what may not
    /// run twice ends, and the rest waits for a successor.
    /// </summary>
    private void OnGone(string service, string filter, Func<string, bool> isServed)
    {
        ForEachSent(service, filter, (_, call) =>
        {
            if (call.Method!.Service.Group is not null && call.MayResume)
            {
                _sender.Requeue(call, call.Progress.Attempt, lost: null);
            }
        });
        _ = EndUnlessServedAsync(service, filter, isServed);
    }

    /// <summary>A broker that stops says of all its clients that they are gone. They come back the next moment, and answer.</summary>
    private async Task EndUnlessServedAsync(string service, string filter, Func<string, bool> isServed)
    {
        await Task.Delay(ReturnMoment, _time, CancellationToken.None).ConfigureAwait(false);
        ForEachSent(service, filter, (correlation, call) =>
        {
            if (call.Method is { Idempotent: false, Service.Group: null } && !isServed(call.Topic))
            {
                _pending.End(correlation, CallErrors.InstanceGone);
            }
        });
    }

    /// <summary>
    /// There is an instance in the place of one that was lost. It is sent everything again, and by its rules says of what may not run twice that it
    /// cannot know whether it did.
    /// </summary>
    private void OnCameBack(string service, string filter) => ForEachSent(service, filter, (correlation, call) =>
    {
        if (call.MayResume)
        {
            _sender.Requeue(call, call.Progress.Attempt, lost: null);
        }
        else if (call.Method!.Service.Group is null)
        {
            _pending.End(correlation, CallErrors.InstanceGone);
        }
    });

    private void ForEachSent(string service, string filter, Action<CorrelationData, PendingCall> visit) => _pending.ForEach((correlation, call) =>
    {
        if (call.Method is { } method && method.Service.Name == service && call.Progress.Phase is CallPhase.Sent or CallPhase.Acknowledged
            && TopicFilter.Matches(filter, call.Topic))
        {
            visit(correlation, call);
        }
    });
}
