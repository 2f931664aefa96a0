namespace TypedMqttRpc.Calling;

/// <summary>The topics of a call.</summary>
/// <param name="Topic">Where the request goes.</param>
/// <param name="ResponseTopic">Where the response is expected, and accepted from nowhere else; <see langword="null"/> when there is none.</param>
internal readonly record struct CallTarget(string Topic, string? ResponseTopic);
