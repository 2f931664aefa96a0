using System.Text;
using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Tests.Testing;

/// <summary>Payloads as text.</summary>
internal static class Text
{
    public static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    public static string Of(in MqttMessage message) => Encoding.UTF8.GetString(message.Payload.Span);
}
