namespace TypedMqttRpc.Network.MqttNet;

/// <summary>A broker's address, read from a URI. User name and password are percent-decoded, so that they can hold any character.</summary>
internal sealed record BrokerAddress
{
    private const string Example = "mqtt://user:p%40ss@broker.example:1883?clientId=sensor-7";

    public required string Scheme { get; init; }

    public required string Host { get; init; }

    public required int Port { get; init; }

    /// <summary>The path of a WebSocket endpoint.</summary>
    public required string Path { get; init; }

    public string? UserName { get; init; }

    public string? Password { get; init; }

    public IReadOnlyList<KeyValuePair<string, string>> Query { get; init; } = [];

    public bool IsWebSocket => Scheme is "ws" or "wss";

    public bool IsEncrypted => Scheme is "mqtts" or "wss";

    /// <exception cref="ArgumentException">The text is not the address of a broker.</exception>
    public static BrokerAddress Parse(string text, string parameterName)
    {
        // The text may hold a password, so no message repeats it whole.
        if (!Uri.TryCreate(text, UriKind.Absolute, out Uri? uri) || uri.Host.Length == 0)
        {
            throw new ArgumentException($"The broker's address is not a URI with a host; write it as {Example}.", parameterName);
        }

        // An unescaped '/', '?' or '#' of a password ends the part where a password belongs, and the rest looks like something else.
        if (uri.PathAndQuery.Contains('@') || uri.Fragment.Length > 0)
        {
            throw new ArgumentException(
                $"The broker's address has a '#', or an '@' after its host; write '/', '?', '#' and '@' of a user name or password, and '@' anywhere else, as %2F, %3F, %23 and %40, as in {Example}.", parameterName);
        }

        int defaultPort = uri.Scheme switch
        {
            "mqtt" => 1883,
            "mqtts" => 8883,
            "ws" => 80,
            "wss" => 443,
            _ => throw new ArgumentException(
                $"The scheme '{uri.Scheme}' of the broker's address is unknown; use mqtt, mqtts, ws or wss, as in {Example}.", parameterName),
        };
        bool isWebSocket = uri.Scheme is "ws" or "wss";
        if (!isWebSocket && uri.AbsolutePath is not ("" or "/"))
        {
            throw new ArgumentException(
                $"The path '{uri.AbsolutePath}' of the broker's address has no meaning over TCP; set a topic prefix with '?prefix=…'.", parameterName);
        }

        string[] userInfo = uri.UserInfo.Split(':', 2);
        return new BrokerAddress
        {
            Scheme = uri.Scheme,
            Host = uri.IdnHost,
            Port = uri.Port > 0 ? uri.Port : defaultPort,
            Path = uri.AbsolutePath is "" or "/" ? "/mqtt" : uri.AbsolutePath,
            UserName = userInfo[0].Length == 0 ? null : Uri.UnescapeDataString(userInfo[0]),
            Password = userInfo.Length < 2 ? null : Uri.UnescapeDataString(userInfo[1]),
            Query = [.. ParseQuery(uri.Query)],
        };
    }

    /// <summary>The address without credentials, for messages.</summary>
    public override string ToString() => $"{Scheme}://{(Host.Contains(':') ? $"[{Host.Trim('[', ']')}]" : Host)}:{Port}{(IsWebSocket ? Path : null)}";

    private static IEnumerable<KeyValuePair<string, string>> ParseQuery(string query)
    {
        foreach (string pair in query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] parts = pair.Split('=', 2);
            yield return new(Uri.UnescapeDataString(parts[0]), parts.Length < 2 ? string.Empty : Uri.UnescapeDataString(parts[1]));
        }
    }
}
