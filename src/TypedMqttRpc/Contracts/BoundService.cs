using System.ComponentModel;
using MessagePack;
using TypedMqttRpc.Topics;

namespace TypedMqttRpc;

/// <summary>
/// A service as one client sees it: with its topic tokens bound and its call options set. Immutable; thread-safe.
/// Generated clients hold one.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public sealed class BoundService
{
    private readonly RpcInvoker _invoker;

    /// <summary>Topics made once, shared by the copies that differ in options only.</summary>
    private readonly TopicCache _topics;

    /// <summary>The same service as the other connections call it, over which calls are spread.</summary>
    private BoundService?[]? _stripes;

    /// <summary>Binds a service.</summary>
    /// <param name="invoker">What calls go through.</param>
    /// <param name="service">The service.</param>
    /// <param name="tokens">The tokens that the methods do not take as parameters.</param>
    /// <exception cref="ArgumentException">A token has no value, or one that is not a topic level, or is not in the template.</exception>
    public BoundService(RpcInvoker invoker, MqttService service, TopicTokens? tokens = null)
        : this(invoker, service, (tokens ?? TopicTokens.Empty).Freeze(), RpcCallOptions.Default, new TopicCache(service.Methods.Count))
    {
        CheckTokens();
    }

    private BoundService(RpcInvoker invoker, MqttService service, TopicTokens tokens, RpcCallOptions options, TopicCache topics)
    {
        ArgumentNullException.ThrowIfNull(invoker);
        _invoker = invoker;
        Service = service;
        Tokens = tokens;
        Options = options;
        _topics = topics;
    }

    /// <summary>The service.</summary>
    public MqttService Service { get; }

    /// <summary>The tokens bound when the client was made.</summary>
    public TopicTokens Tokens { get; }

    /// <summary>What the calls of this client do differently.</summary>
    public RpcCallOptions Options { get; }

    /// <summary>The same service with other call options.</summary>
    public BoundService With(RpcCallOptions options) => new(_invoker, Service, Tokens, options, _topics);

    /// <summary>Calls a method that has a result.</summary>
    public ValueTask<TResponse> InvokeAsync<TRequest, TResponse>(
        MqttMethod<TRequest, TResponse> method, TRequest request, CancellationToken cancellationToken) =>
        _invoker.InvokeAsync(this, method, request, cancellationToken);

    /// <summary>Calls a method that has none, or is one-way.</summary>
    public ValueTask InvokeAsync<TRequest>(MqttMethod<TRequest, Nil> method, TRequest request, CancellationToken cancellationToken) =>
        _invoker.InvokeAsync(this, method, request, cancellationToken);

    /// <summary>The topic of a call.</summary>
    /// <exception cref="ArgumentException">A parameter that is a topic token is not one topic level, or the topic is longer than brokers allow.</exception>
    public string TopicOf<TRequest, TResponse>(MqttMethod<TRequest, TResponse> method, TRequest request) =>
        method.WriteTokens is not { } write ? _topics.Requests[method.Index] ??= MakeTopic(method, Tokens) : MakeTopic(method, TokensOf(write, request));

    /// <summary>Where the answers to its calls are expected.</summary>
    internal string ResponseTopic => _topics.Response ??= ServiceTopics.Response(_invoker.ClientId, Service.Name);

    /// <summary>The same for one of several connections, whose client id is in its topics.</summary>
    internal BoundService OnStripe(int index, RpcInvoker[] stripes)
    {
        BoundService?[] bound = _stripes ?? Interlocked.CompareExchange(ref _stripes, new BoundService?[stripes.Length], null) ?? _stripes;
        return bound[index] ??= new(stripes[index], Service, Tokens, Options, new TopicCache(Service.Methods.Count));
    }

    private TopicTokens TokensOf<TRequest>(WriteTokens<TRequest> write, TRequest request)
    {
        var tokens = new TopicTokens();
        foreach ((string name, string value) in Tokens)
        {
            tokens[name] = value;
        }

        write(new TopicTokenWriter(tokens), request);
        return tokens;
    }

    private string MakeTopic(MqttMethod method, TopicTokens tokens) =>
        TopicName.Check(ServiceTopics.Request(_invoker.TopicPrefix, Service.Topic.ToTopic(tokens), method.Name, Service.IdentifyCaller ? _invoker.ClientId : null), "topic");

    private void CheckTokens()
    {
        foreach (string name in Tokens.Keys)
        {
            if (!Service.Topic.Tokens.Contains(name))
            {
                throw new ArgumentException($"The topic '{Service.Template}' of {Service.Name} has no token '{name}'.", name);
            }
        }

        foreach (string name in Service.Topic.Tokens)
        {
            if (!Tokens.ContainsKey(name) && Service.Methods.FirstOrDefault(method => !method.TokenParameters.Contains(name)) is { } method)
            {
                throw new ArgumentException(
                    $"The topic '{Service.Template}' needs a value for '{name}', which {method} does not take as a parameter: "
                    + $"new {Service.Name}Client(connection, {name}: \"…\"), or CreateClient(new TopicTokens {{ [\"{name}\"] = \"…\" }}).", name);
            }
        }
    }

    private sealed class TopicCache(int methods)
    {
        public string?[] Requests { get; } = new string?[methods];

        public string? Response { get; set; }
    }
}
