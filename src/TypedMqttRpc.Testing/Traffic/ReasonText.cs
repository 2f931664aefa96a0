namespace TypedMqttRpc.Testing;

/// <summary>Reason codes for people.</summary>
internal static class ReasonText
{
    public static string Of(MqttReasonCode reason) => $"0x{(byte)reason:X2} {reason}";
}
