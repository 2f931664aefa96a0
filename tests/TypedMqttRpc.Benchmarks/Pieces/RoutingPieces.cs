using System.Globalization;
using BenchmarkDotNet.Attributes;
using TypedMqttRpc.Serving;
using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Benchmarks.Pieces;

/// <summary>From a topic to what serves it.</summary>
public class RoutingPieces
{
    private readonly RequestRouter _router = new();
    private MqttMessage _request;

    [Params(1, 100, 10_000)]
    public int Routes { get; set; }

    [GlobalSetup]
    public void Serve()
    {
        Target target = new();
        _router.Add([.. Enumerable.Range(0, Routes).Select(lane => KeyValuePair.Create<string, IServedFilter>(
            string.Create(CultureInfo.InvariantCulture, $"bench/{lane}/echo/+"), target))]);
        _request = SampleMessages.Request with { Topic = string.Create(CultureInfo.InvariantCulture, $"bench/{Routes / 2}/echo/echo") };
    }

    /// <summary>A topic that has not come lately.</summary>
    [Benchmark]
    public bool Match() => _router.Serves(_request.Topic);

    /// <summary>A topic that comes again and again.</summary>
    [Benchmark]
    public bool Route() => _router.OnMessage(_request);

    private sealed class Target : IServedFilter, ITopicTarget
    {
        public ITopicTarget TargetOf(string topic) => this;

        public void OnMessage(in MqttMessage message)
        {
        }
    }
}
