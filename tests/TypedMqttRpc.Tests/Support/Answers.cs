using System.Text;

namespace TypedMqttRpc.Tests.Support;

/// <summary>Answers as text.</summary>
internal static class Answers
{
    public static async Task<string> Text(this Task<RpcMessage> answer) => Encoding.UTF8.GetString((await answer.Soon()).Payload.Span);
}
