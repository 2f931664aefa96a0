using TypedMqttRpc.Lifetimes;
using TypedMqttRpc.Network;
using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Calling;

/// <summary>One attempt to send the request of a call, which it holds until the broker has said something to it. Pooled.</summary>
internal sealed class SendAttempt : IPublishCompletion
{
    private static readonly BoundedPool<SendAttempt> Pool = new(1024);

    private RequestSender _sender = null!;
    private PendingCall _call = null!;
    private LiveSession _session = null!;
    private MqttMessage _request;
    private int _number;
    private long? _unheardSince;

    private SendAttempt()
    {
    }

    /// <param name="sender">Knows what an answer means.</param>
    /// <param name="call">The call, held by its sender; that holder is the attempt from here on.</param>
    /// <param name="request">What to send.</param>
    /// <param name="number">The number of the attempt.</param>
    /// <param name="session">Where to.</param>
    public static SendAttempt Rent(RequestSender sender, PendingCall call, in MqttMessage request, int number, LiveSession session)
    {
        SendAttempt attempt = Pool.TryRent(out SendAttempt? used) ? used : new();
        (attempt._sender, attempt._call, attempt._session, attempt._number) = (sender, call, session, number);
        attempt._request = request;
        return attempt;
    }

    /// <summary>Sends the request, which at QoS 1 has its place in the window.</summary>
    public void Start()
    {
        try
        {
            _session.PublishNow(_request, this);
        }
        catch (Exception unforeseen)
        {
            OnFailed(unforeseen);
        }
    }

    public void OnPublished(MqttReasonCode answer)
    {
        LeaveWindow();
        if (_sender.OnPublished(_call, _request, _number, _session, answer, ref _unheardSince))
        {
            Return();
        }
        else
        {
            _ = TryAgainAsync();
        }
    }

    public void OnNotPublished(MqttConnectionLostException lost)
    {
        _sender.OnNotPublished(_call, _number, _session, lost);
        Return();
    }

    public void OnFailed(Exception unforeseen)
    {
        LeaveWindow();
        _sender.OnFailed(_call, unforeseen);
        Return();
    }

    private void LeaveWindow()
    {
        if (_request.Qos > 0)
        {
            _session.Window.Leave();
        }
    }

    private async Task TryAgainAsync()
    {
        try
        {
            await _sender.PauseAsync().ConfigureAwait(false);
            if (_request.Qos > 0)
            {
                await _session.Window.EnterAsync().ConfigureAwait(false);
            }
        }
        catch (MqttConnectionLostException lost)
        {
            OnNotPublished(lost);
            return;
        }

        // With what is left of the call's time by now.
        if (_sender.TryResume(_call, _number, _session, out MqttMessage request))
        {
            _request = request;
            Start();
        }
        else
        {
            LeaveWindow();
            Return();
        }
    }

    private void Return()
    {
        _call.Release();
        (_sender, _call, _session, _request, _unheardSince) = (null!, null!, null!, default, null);
        Pool.Return(this);
    }
}
