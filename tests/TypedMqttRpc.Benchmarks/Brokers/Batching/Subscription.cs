namespace TypedMqttRpc.Benchmarks.Brokers.Batching;

/// <summary>One client's interest in one filter.</summary>
/// <param name="Subscriber">Who wants the messages.</param>
/// <param name="Filter">The filter, in UTF-8.</param>
/// <param name="Qos">The highest quality of service at which they are wanted.</param>
/// <param name="KeepsRetain">The retained flag is passed on (Retain As Published).</param>
internal sealed record Subscription(ClientConnection Subscriber, byte[] Filter, int Qos, bool KeepsRetain)
{
    public bool IsExact => Filter.AsSpan().IndexOfAny((byte)'+', (byte)'#') < 0;

    /// <summary>MQTT 5.0 section 4.7, with the rule that a wildcard does not match a first level with a dollar sign.</summary>
    public bool Matches(ReadOnlySpan<byte> topic)
    {
        ReadOnlySpan<byte> filter = Filter;
        if (topic is [(byte)'$', ..] && filter is [(byte)'+' or (byte)'#', ..])
        {
            return false;
        }

        while (true)
        {
            if (filter is [(byte)'#', ..])
            {
                return true;
            }

            int filterEnd = filter.IndexOf((byte)'/');
            int topicEnd = topic.IndexOf((byte)'/');
            ReadOnlySpan<byte> filterLevel = filterEnd < 0 ? filter : filter[..filterEnd];
            ReadOnlySpan<byte> topicLevel = topicEnd < 0 ? topic : topic[..topicEnd];
            if (filterLevel is not [(byte)'+'] && !filterLevel.SequenceEqual(topicLevel))
            {
                return false;
            }

            if (topicEnd < 0)
            {
                // "a/#" matches "a" too.
                return filterEnd < 0 || filter[filterEnd..] is [(byte)'/', (byte)'#'];
            }

            if (filterEnd < 0)
            {
                return false;
            }

            filter = filter[(filterEnd + 1)..];
            topic = topic[(topicEnd + 1)..];
        }
    }
}
