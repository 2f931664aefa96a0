using System.Net;
using System.Net.Sockets;

namespace TypedMqttRpc.BrokerTests.Brokers.Mosquitto;

/// <summary>Loopback ports that were free a moment ago.</summary>
internal sealed record MosquittoPorts(int Tcp, int Tls, int WebSocket, int SecureWebSocket)
{
    public static MosquittoPorts Find()
    {
        // All are open at once, so that they differ.
        TcpListener[] probes = [.. Enumerable.Range(0, 4).Select(static _ => new TcpListener(IPAddress.Loopback, 0))];
        try
        {
            Array.ForEach(probes, static probe => probe.Start());
            int[] ports = [.. probes.Select(static probe => ((IPEndPoint)probe.LocalEndpoint).Port)];
            return new(ports[0], ports[1], ports[2], ports[3]);
        }
        finally
        {
            Array.ForEach(probes, static probe => probe.Dispose());
        }
    }
}
