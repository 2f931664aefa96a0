using System.Security.Cryptography;
using System.Text;
using TypedMqttRpc.Generators.Model;

namespace TypedMqttRpc.Generators.Shapes;

/// <summary>A few bytes by which two sides see at a glance that they have the same contract. The order of methods does not count.</summary>
internal static class Fingerprint
{
    private const int Bytes = 8;

    public static string Of(IEnumerable<MethodModel> methods)
    {
        IEnumerable<string> lines = methods.Select(method => $"{method.WireName} {method.Shape}\n").OrderBy(line => line, StringComparer.Ordinal);
        using var hash = SHA256.Create();
        return string.Concat(hash.ComputeHash(Encoding.UTF8.GetBytes(string.Concat(lines))).Take(Bytes).Select(each => each.ToString("x2")));
    }
}
