namespace TypedMqttRpc.Generators.Analyzing;

/// <summary>Services by the levels of their topics, so that a project with many is not compared pair by pair.</summary>
internal sealed class ServedTopicTree
{
    /// <summary>Where all tokens are, whatever they are called: no level is empty.</summary>
    private const string Token = "";

    private readonly Node _root = new();
    private int _count;

    public void Add(ServedTopic service)
    {
        Node node = _root;
        foreach (string level in service.Levels)
        {
            string key = IsToken(level) ? Token : level;
            if (!node.Children.TryGetValue(key, out Node? child))
            {
                node.Children.Add(key, child = new());
            }

            node = child;
        }

        node.Services.Add((_count++, service));
    }

    /// <summary>The service that was added first among those whose requests this one would get too.</summary>
    public ServedTopic? FindFirstOverlapping(ServedTopic service) => Matching(_root, service.Levels, 0)
        .Where(candidate => !candidate.Service.MayShareTopic(service))
        .OrderBy(candidate => candidate.Order)
        .FirstOrDefault().Service;

    private static IEnumerable<(int Order, ServedTopic Service)> Matching(Node node, string[] levels, int depth) =>
        depth == levels.Length ? node.Services : ChildrenThatMatch(node, levels[depth]).SelectMany(child => Matching(child, levels, depth + 1));

    private static IEnumerable<Node> ChildrenThatMatch(Node node, string level) => IsToken(level)
        ? node.Children.Values
        : new[] { level, Token }.Where(node.Children.ContainsKey).Select(key => node.Children[key]);

    private static bool IsToken(string level) => level[0] == '{';

    private sealed class Node
    {
        public Dictionary<string, Node> Children { get; } = new(StringComparer.Ordinal);

        public List<(int Order, ServedTopic Service)> Services { get; } = [];
    }
}
