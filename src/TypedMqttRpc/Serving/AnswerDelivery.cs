using TypedMqttRpc.Network;
using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Serving;

/// <summary>
/// The first attempt to send a call's answer, without a task: a place in the window, the publish, and what became of it. Part of the pooled call;
/// whoever is told of the end may give the call back, so nothing here is touched after that.
/// </summary>
internal sealed class AnswerDelivery(IncomingCall call) : IPublishCompletion, IPlaceWaiter, IThreadPoolWorkItem
{
    /// <summary>A publish that ends at once gives its place to the next on its own stack, and so on.</summary>
    private const int MaxDepth = 16;

    [ThreadStatic]
    private static int _depth;

    private ResponseSender _sender = null!;
    private LiveSession _session = null!;
    private MqttMessage _message;

    public void Begin(ResponseSender sender, LiveSession session, in MqttMessage message)
    {
        _sender = sender;
        _session = session;
        _message = message;
        if (message.Qos == 0 || session.Window.TryEnter(this))
        {
            Publish();
        }
    }

    public void Clear()
    {
        _session = null!;
        _message = default;
    }

    public void OnPlace()
    {
        if (_depth < MaxDepth)
        {
            Publish();
        }
        else
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: true);
        }
    }

    public void OnNoPlace() => _sender.OnLost(call, _session);

    public void Execute() => Publish();

    public void OnPublished(MqttReasonCode answer)
    {
        GivePlaceBack();
        _sender.OnPublished(call, _session, _message, answer);
    }

    public void OnNotPublished(MqttConnectionLostException lost)
    {
        _session.OnLost(lost);
        _sender.OnLost(call, _session);
    }

    public void OnFailed(Exception unforeseen)
    {
        GivePlaceBack();
        _sender.OnFailed(call, unforeseen);
    }

    private void Publish()
    {
        // The call's may change as soon as the publish has ended, which may be before it returns.
        MqttMessage message = _message;
        _depth++;
        try
        {
            _session.PublishNow(message, this);
        }
        catch (Exception unforeseen)
        {
            OnFailed(unforeseen);
        }
        finally
        {
            _depth--;
        }
    }

    private void GivePlaceBack()
    {
        if (_message.Qos > 0)
        {
            _session.Window.Leave();
        }
    }
}
