using TypedMqttRpc.Topics;
using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Testing;

/// <summary>Finds who gets a message. Guarded by the broker's lock.</summary>
internal sealed class Router(SessionTable sessions)
{
    private readonly Dictionary<string, int> _turns = [];

    public OverlappingSubscriptions Overlapping { get; set; }

    /// <summary>Queues the message for each session that it is for.</summary>
    /// <returns>Whether there was any.</returns>
    public bool Route(in MqttMessage message)
    {
        List<Match> matches = Find(message.Topic);
        foreach (Match match in Choose(matches))
        {
            match.Session.Enqueue(message with
            {
                Qos = Math.Min(message.Qos, match.Subscription.Qos),
                UserProperties = message.UserProperties is { } properties ? [.. properties] : null,
            });
        }

        return matches.Count > 0;
    }

    private List<Match> Find(string topic) =>
    [
        .. from session in sessions.All
           from subscription in session.Subscriptions.Values
           where TopicFilter.Matches(subscription.Filter.Filter, topic)
           select new Match(session, subscription),
    ];

    private IEnumerable<Match> Choose(List<Match> matches)
    {
        IEnumerable<Match> own = matches.Where(static match => match.Subscription.Filter.Group is null);
        IEnumerable<Match> shared = matches.Where(static match => match.Subscription.Filter.Group is not null);
        if (Overlapping == OverlappingSubscriptions.Once)
        {
            own = own.GroupBy(static match => match.Session).Select(static of => of.MaxBy(static match => match.Subscription.Qos));
        }

        return own.Concat(shared.GroupBy(static match => match.Subscription.Filter.Text).Select(TakeTurn));
    }

    /// <summary>Section 4.8.2: one member gets it; here the connected ones in turn, and one that is away only when all are.</summary>
    private Match TakeTurn(IGrouping<string, Match> group)
    {
        Match[] connected = [.. group.Where(static match => match.Session.Connection is not null)];
        Match[] members = connected.Length > 0 ? connected : [.. group];
        int turn = _turns.GetValueOrDefault(group.Key);
        _turns[group.Key] = turn == int.MaxValue ? 0 : turn + 1;
        return members[turn % members.Length];
    }

    private readonly record struct Match(BrokerSession Session, BrokerSubscription Subscription);
}
