using System.Text;

namespace TypedMqttRpc.Topics;

/// <summary>
/// UTF-8 text as brokers accept it: MQTT 5.0 section 1.5.4. Mosquitto ends the connection over a character that the section only
/// advises against, so those count too.
/// </summary>
internal static class MqttText
{
    /// <summary>The first character that does not belong in a topic or a property, or <see langword="null"/>.</summary>
    public static int? FindBadCharacter(string text)
    {
        foreach (char c in text)
        {
            if (IsSuspect(c))
            {
                return FindBadRune(text);
            }
        }

        return null;
    }

    /// <exception cref="ArgumentException">The text holds a character that brokers refuse, or is longer than a property can be.</exception>
    public static string Check(string text, string parameterName)
    {
        ArgumentNullException.ThrowIfNull(text, parameterName);
        if (FindBadCharacter(text) is { } character)
        {
            throw new ArgumentException($"'{parameterName}' cannot hold the character U+{character:X4}; brokers end the connection over it.", parameterName);
        }

        int bytes = Encoding.UTF8.GetByteCount(text);
        return bytes <= ushort.MaxValue ? text : throw new ArgumentException(
            $"'{parameterName}' is {bytes} bytes long; MQTT carries at most {ushort.MaxValue} in one property.", parameterName);
    }

    /// <summary>The text with a space in place of every such character, and not longer than <paramref name="maxLength"/>.</summary>
    public static string Clean(string text, int maxLength)
    {
        if (text.Length <= maxLength && FindBadCharacter(text) is null)
        {
            return text;
        }

        var clean = new StringBuilder(Math.Min(text.Length, maxLength));
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (clean.Length + rune.Utf16SequenceLength > maxLength)
            {
                break;
            }

            clean.Append(IsBad(rune) ? " " : rune.ToString());
        }

        return clean.ToString();
    }

    private static int? FindBadRune(string text)
    {
        for (int i = 0; i < text.Length;)
        {
            if (!Rune.TryGetRuneAt(text, i, out Rune rune))
            {
                return text[i];
            }

            if (IsBad(rune))
            {
                return rune.Value;
            }

            i += rune.Utf16SequenceLength;
        }

        return null;
    }

    private static bool IsSuspect(char c) => char.IsControl(c) || char.IsSurrogate(c) || c >= '\uFDD0';

    private static bool IsBad(Rune rune) =>
        Rune.IsControl(rune) || (rune.Value & 0xFFFE) == 0xFFFE || rune.Value is >= 0xFDD0 and <= 0xFDEF;
}
