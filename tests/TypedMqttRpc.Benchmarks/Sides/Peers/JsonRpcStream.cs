using System.Net.Sockets;
using StreamJsonRpc;

namespace TypedMqttRpc.Benchmarks.Sides.Peers;

/// <summary>StreamJsonRpc over a socket with MessagePack, and with lengths in front of messages: both are faster than its defaults.</summary>
internal static class JsonRpcStream
{
    public static IJsonRpcMessageHandler Over(Socket socket)
    {
        socket.NoDelay = true;
        NetworkStream stream = new(socket, ownsSocket: true);
        return new LengthHeaderMessageHandler(stream, stream, new MessagePackFormatter());
    }
}
