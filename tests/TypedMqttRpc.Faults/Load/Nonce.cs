namespace TypedMqttRpc.Faults.Load;

/// <summary>A number and the answer that belongs to it, so that an answer for another call is noticed.</summary>
internal static class Nonce
{
    public static long For(long id) => unchecked(id * -7046029254386353131) ^ 0x5DEECE66D;

    public static long Answer(long id, long nonce) => nonce ^ unchecked(id * 31 + 17);
}
