using System.Buffers.Binary;
using TypedMqttRpc.Wire;

namespace TypedMqttRpc.Faults.Scenarios.Hostile;

/// <summary>Damages valid requests in ways that know where MessagePack and the protocol are delicate. The same seed makes the same damage.</summary>
internal sealed class Mutator(int seed)
{
    private static readonly byte[] Heads =
        [0x00, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xC4, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCC, 0xCF, 0xD0, 0xD3, 0xD4, 0xD6, 0xD8, 0xD9, 0xDB, 0xDC, 0xDD, 0xDE, 0xDF, 0xE0, 0xFF];

    private static readonly string[] Properties = ["timeout-ms", "attempt", "age-ms", "__protVer", "__stat", "traceparent", "tracestate", "header", ""];

    // No time-out of a millisecond or so: the server would rightly not answer.
    private static readonly string[] Values = ["", "0", "1000", "-1", "4294967295", "4294967296", "99999999999999999999", "x", "1.0", "2.0", "00-0-0-0", "\u0000", "ünï"];

    private static readonly string[] Topics = ["faults/vault/store", "faults/vault/", "faults/vault/nothing", "faults/vault/Store"];

    private readonly Random _random = new(seed);

    public MqttMessage Next(byte[] correlation)
    {
        byte[] payload = HostilePayloads.Valid;
        for (int i = _random.Next(0, 4); i > 0; i--)
        {
            payload = Damage(payload);
        }

        return new MqttMessage
        {
            Topic = _random.Next(20) == 0 ? Pick(Topics) : Topics[0],
            ResponseTopic = "clients/fuzz/r/Vault",
            CorrelationData = correlation,
            ExpirySeconds = (uint)_random.Next(1, 30),
            Qos = 1,
            ContentType = _random.Next(30) == 0 ? Pick(Values) : null,
            UserProperties = _random.Next(5) == 0 ? MakeProperties() : null,
            Payload = payload,
        };
    }

    private byte[] Damage(byte[] bytes)
    {
        if (bytes.Length == 0)
        {
            return [Pick(Heads)];
        }

        int at = _random.Next(bytes.Length);
        byte[] copy = [.. bytes];
        switch (_random.Next(8))
        {
            case 0:
                copy[at] ^= (byte)(1 << _random.Next(8));
                return copy;
            case 1:
                copy[at] = Pick(Heads);
                return copy;
            case 2:
                return copy[..at];
            case 3:
                return [.. copy[..at], Pick(Heads), .. copy[at..]];
            case 4:
                return [.. copy[..at], .. copy[(at + 1)..]];
            case 5:
                // A head that claims a great length.
                byte[] length = new byte[5];
                length[0] = Pick(Heads);
                BinaryPrimitives.WriteInt32BigEndian(length.AsSpan(1), _random.Next());
                return [.. copy[..at], .. length, .. copy[at..]];
            case 6:
                return [.. copy[..at], .. Enumerable.Repeat((byte)(_random.Next(2) == 0 ? 0x91 : 0x81), _random.Next(1, 300)), .. copy[at..]];
            default:
                return [.. copy[..at], .. copy[_random.Next(copy.Length)..]];
        }
    }

    private List<KeyValuePair<string, string>> MakeProperties() =>
        [.. Enumerable.Range(0, _random.Next(1, 20)).Select(_ => KeyValuePair.Create(Pick(Properties), Pick(Values)))];

    private T Pick<T>(T[] values) => values[_random.Next(values.Length)];
}
