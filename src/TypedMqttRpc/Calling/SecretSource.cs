using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace TypedMqttRpc.Calling;

/// <summary>Random bits that nobody can guess. Asking the system for 8 bytes costs as much as for 1,024, so each thread keeps some in stock.</summary>
internal static class SecretSource
{
    private const int Stock = 128;

    [ThreadStatic]
    private static ulong[]? _stock;

    [ThreadStatic]
    private static int _left;

    public static ulong Next()
    {
        ulong[] stock = _stock ??= new ulong[Stock];
        if (_left == 0)
        {
            RandomNumberGenerator.Fill(MemoryMarshal.AsBytes(stock.AsSpan()));
            _left = Stock;
        }

        int index = --_left;
        ulong secret = stock[index];
        stock[index] = 0;
        return secret;
    }
}
