using System.Security.Cryptography;

namespace TypedMqttRpc.BrokerTests.Brokers.Mosquitto;

/// <summary>Lines of a Mosquitto password file, made here since the tool that makes them is not installed everywhere.</summary>
internal static class MosquittoPassword
{
    private const string Pbkdf2Sha512 = "7";
    private const int Iterations = 101;
    private const int SaltLength = 12;
    private const int HashLength = 64;

    public static string Line(string user, string password)
    {
        byte[] salt = RandomNumberGenerator.GetBytes(SaltLength);
        byte[] hash = Rfc2898DeriveBytes.Pbkdf2(password, salt, Iterations, HashAlgorithmName.SHA512, HashLength);
        return $"{user}:${Pbkdf2Sha512}${Iterations}${Convert.ToBase64String(salt)}${Convert.ToBase64String(hash)}\n";
    }
}
