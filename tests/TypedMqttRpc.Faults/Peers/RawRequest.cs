using System.Buffers;
using System.Security.Cryptography;
using MessagePack;
using TypedMqttRpc.Faults.Load;
using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Faults.Peers;

/// <summary>Requests as a foreign peer writes them.</summary>
internal static class RawRequest
{
    /// <param name="method">The topic level.</param>
    /// <param name="id">The id in the ledger.</param>
    /// <param name="client">Whose response topic it names.</param>
    /// <param name="workMs">How long the handler works; <see langword="null"/> for a method without that argument.</param>
    public static MqttMessage Of(string method, long id, string client, int? workMs = 0) => new()
    {
        Topic = $"faults/probe/{method}",
        ResponseTopic = $"clients/{client}/r/Probe",
        CorrelationData = RandomNumberGenerator.GetBytes(16),
        ExpirySeconds = 30,
        Qos = 1,
        Payload = Arguments(id, workMs),
    };

    public static byte[] Arguments(long id, int? workMs)
    {
        var buffer = new ArrayBufferWriter<byte>();
        var writer = new MessagePackWriter(buffer);
        writer.WriteArrayHeader(workMs is null ? 2 : 3);
        writer.Write(id);
        writer.Write(Nonce.For(id));
        if (workMs is { } work)
        {
            writer.Write(work);
        }

        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }
}
