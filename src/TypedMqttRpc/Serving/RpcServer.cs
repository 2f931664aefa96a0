using System.Collections.Concurrent;
using MessagePack;
using Microsoft.Extensions.Logging;
using TypedMqttRpc.Lifetimes;
using TypedMqttRpc.Network;
using TypedMqttRpc.Topics;

namespace TypedMqttRpc.Serving;

/// <summary>What one connection serves.</summary>
internal sealed class RpcServer : IDisposable
{
    /// <summary>As many handlers may block their thread at one time before others wait for them.</summary>
    private const int MaxHandlerThreads = 1_000;

    private readonly SessionKeeper _keeper;
    private readonly ServerSettings _settings;
    private readonly ConcurrentDictionary<string, bool> _everServed = new(StringComparer.Ordinal);
    private long _droppedRequests;

    public RpcServer(SessionKeeper keeper, ServerSettings settings, TimeProvider time, ILogger log)
    {
        _keeper = keeper;
        _settings = settings;
        Time = time;
        Log = log;
        Announcer = settings.Announces ? new Announcer(keeper, settings, time, log) : null;
        Responses = new ResponseSender(keeper, time, log);
        ResponseTopics = new ResponseTopicRules(Router, []);
        Deadlines = new EarliestTimer(time, Calls.CancelDue);
        Duplicates = new DuplicateTable(settings.Remembered, time);
    }

    public RequestRouter Router { get; } = new();

    /// <summary>Says what is served; <see langword="null"/> when that is switched off.</summary>
    public Announcer? Announcer { get; }

    public ResponseSender Responses { get; }

    /// <summary>The rules of whatever is served without rules of its own.</summary>
    public ResponseTopicRules ResponseTopics { get; }

    /// <summary>The calls of everything that is served.</summary>
    public CallPool Calls { get; } = new();

    /// <summary>When their handlers must have ended.</summary>
    public EarliestTimer Deadlines { get; }

    /// <summary>What has arrived, for whatever is served, and may arrive again. A caller's slot has one place in it, whichever service is called from there.</summary>
    public DuplicateTable Duplicates { get; }

    /// <summary>Where handlers begin.</summary>
    public HandlerThreads Threads { get; } = new(MaxHandlerThreads);

    public TimeProvider Time { get; }

    public ILogger Log { get; }

    public MessagePackSerializerOptions Serializer => _settings.Serializer;

    /// <summary>Tells this connection object from every other one that serves under the same client id.</summary>
    public uint Life => _settings.Life;

    public bool IncludeExceptionDetails => _settings.IncludeExceptionDetails;

    public long DroppedRequests => Volatile.Read(ref _droppedRequests);

    /// <exception cref="InvalidOperationException">The filter is served already.</exception>
    /// <exception cref="RpcException">The broker refuses the subscription.</exception>
    public Task<ServedHandle> ServeAsync<TService>(TService service, ServeOptions options, CancellationToken cancellationToken)
        where TService : class, IMqttServiceContract<TService>
    {
        MqttService contract = TService.Service;
        var template = TopicTemplate.Parse(ServiceTopics.WithPrefix(_settings.TopicPrefix, contract.Template), nameof(service));
        foreach (string name in options.Tokens.Keys)
        {
            if (!template.Tokens.Contains(name))
            {
                throw new ArgumentException($"The topic '{contract.Template}' of {contract.Name} has no token '{name}'.", nameof(options));
            }
        }

        var dispatcher = new ServiceDispatcher<TService>(service, _settings.Serializer);
        TService.Bind(dispatcher);

        string filter = template.ToFilter(options.Tokens);
        string? group = options.Group ?? contract.Group;
        var route = new ServedRoute(this, new MethodTable(contract, template, dispatcher.Handlers), options, isShared: group is not null);
        string requests = ServiceTopics.RequestFilter(filter, contract.IdentifyCaller);
        string cancels = ServiceTopics.Cancel(filter, contract.IdentifyCaller ? "+" : null);
        return StartAsync(
            route,
            [new(requests, route), new(cancels, new CancelListener(route))],
            [Subscription(group, requests), Subscription(null, cancels)],
            new Announced(contract, requests, group),
            cancellationToken);
    }

    /// <exception cref="InvalidOperationException">The filter is served already.</exception>
    /// <exception cref="RpcException">The broker refuses the subscription.</exception>
    public Task<ServedHandle> RouteAsync(string topic, RpcRouteHandler handler, RouteOptions options, CancellationToken cancellationToken)
    {
        var template = TopicTemplate.Parse(topic, nameof(topic), allowWildcards: true);
        var route = new ServedRoute(this, new RawRoute(template, handler), options, isShared: options.Group is not null);
        string filter = template.ToFilter(TopicTokens.Empty);
        return StartAsync(route, [new(filter, route)], [Subscription(options.Group, filter)], announced: null, cancellationToken);
    }

    /// <summary>Ends what all served routes share.</summary>
    public void Dispose()
    {
        Announcer?.Dispose();
        Threads.Dispose();
        Deadlines.Dispose();
        Duplicates.Dispose();
    }

    /// <summary>A message that gets no answer leaves a line in the log.</summary>
    public void Drop(string topic, string reason)
    {
        Interlocked.Increment(ref _droppedRequests);
        ServingLog.Dropped(Log, topic, reason);
    }

    private MqttSubscription Subscription(string? group, string filter) =>
        new(group is null ? filter : TopicFilter.Share(group, filter), _settings.Qos);

    private async Task<ServedHandle> StartAsync(
        ServedRoute route, KeyValuePair<string, IServedFilter>[] served, MqttSubscription[] subscriptions, Announced? announced, CancellationToken cancellationToken)
    {
        Router.Add(served);
        string[] filters = [.. served.Select(each => each.Key)];
        string? announcement = null;
        try
        {
            await _keeper.SubscribeAsync(subscriptions, cancellationToken).ConfigureAwait(false);
            route.ServingSince = Time.GetTimestamp();
            route.IsFirstOfItsService = announced is { } first && _everServed.TryAdd(first.Service.Name, true);
            if (announced is { } what && Announcer is not null)
            {
                announcement = Announcer.Add(what.Service, what.Filter, what.Group);
                await Announcer.AnnounceAsync(announcement).WaitAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        catch
        {
            if (announcement is not null)
            {
                _ = Announcer!.RemoveAsync(announcement);
            }

            // The broker may have granted it after all, and would go on sending requests here.
            _ = EndSubscriptionsAsync(subscriptions);
            Router.Remove(filters);
            throw;
        }

        ServingLog.Started(Log, route.Handlers.Name, subscriptions[0].Filter);
        return new ServedHandle(this, _keeper, route, filters, [.. subscriptions.Select(subscription => subscription.Filter)], announcement);
    }

    private async Task EndSubscriptionsAsync(MqttSubscription[] subscriptions)
    {
        try
        {
            await _keeper.UnsubscribeAsync([.. subscriptions.Select(subscription => subscription.Filter)], CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            ServingLog.NotUnsubscribed(Log, subscriptions[0].Filter, failure.Message);
        }
    }

    private readonly record struct Announced(MqttService Service, string Filter, string? Group);
}
