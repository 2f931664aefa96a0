namespace TypedMqttRpc.Tests.Support;

/// <summary>Bytes as people write them.</summary>
internal static class Hex
{
    public static byte[] Parse(string text) => Convert.FromHexString(string.Concat(text.Where(static c => !char.IsWhiteSpace(c))));
}
