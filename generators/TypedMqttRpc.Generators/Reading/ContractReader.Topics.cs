using System.Text;
using Microsoft.CodeAnalysis;
using TypedMqttRpc.Generators.Infrastructure;
using TypedMqttRpc.Generators.Model;
using TypedMqttRpc.Topics;

namespace TypedMqttRpc.Generators.Reading;

/// <content>The topic template, its tokens, and the names that become topic levels.</content>
internal sealed partial class ContractReader
{
    private IReadOnlyList<string> _tokens = [];

    /// <summary>Parses the template; what is wrong with it, or <see langword="null"/>.</summary>
    private string? ReadTopic(string template)
    {
        if (TopicTemplate.TryParse(template, allowWildcards: false, out string? problem) is not { } topic)
        {
            return Report(RuleOf(template), _contract, template, problem!);
        }

        _tokens = topic.Tokens;
        return null;
    }

    /// <summary>The rule that the first bad level of a template breaks.</summary>
    private static DiagnosticDescriptor RuleOf(string template)
    {
        string[] levels = template.Split('/');
        int at = 0;
        while (at < levels.Length - 1 && TopicTemplate.TryParse(string.Join("/", levels.Take(at + 1)), allowWildcards: false, out _) is not null)
        {
            at++;
        }

        string level = levels[at];
        return level.Length == 0 ? Rules.EmptyLevel
            : at == 0 && level[0] == '$' ? Rules.ReservedTopic
            : levels.Take(at).Contains(level) ? Rules.TokenTwice
            : level.IndexOfAny(['{', '}']) >= 0 ? Rules.Braces
            : level.IndexOfAny(['+', '#']) >= 0 ? Rules.Wildcard
            : Rules.BadCharacter;
    }

    private string? CheckNames(string name, string? group) =>
        !IsOneLevel(name) ? Report(Rules.NotOneLevel, _contract, name, "MqttService")
        : group is not null && !IsOneLevel(group) ? Report(Rules.Group, _contract, group)
        : null;

    private static bool IsOneLevel(string text) =>
        text.Length > 0 && text.IndexOfAny(['/', '+', '#']) < 0 && !text.Any(c => char.IsControl(c) || char.IsSurrogate(c));

    /// <summary>The tokens that at least one method does not take as a parameter.</summary>
    private EquatableArray<string> BoundTokens() => _tokens
        .Where(token => _methods.Any(method => !method.Signature.Parameters.Any(parameter => IsToken(parameter, token))))
        .ToEquatableArray();

    private static bool IsToken(ParameterModel parameter, string token) => parameter.Role == ParameterRole.Token && parameter.WireName == token;

    /// <summary>What the brokers of large clouds would refuse, and a token that misses its parameter.</summary>
    private void AdviseOnTopic(string template, bool identifiesCaller)
    {
        if (_issues is null || _methods.Count == 0)
        {
            return;
        }

        string[] levels = template.Split('/');
        int count = levels.Length + (identifiesCaller ? 2 : 1);
        if (count > TopicLimits.MaxLevels)
        {
            Report(Rules.TooManyLevels, _contract, _contract.Name, count, TopicLimits.MaxLevels);
        }

        // A token, and the caller, are one byte at least.
        int bytes = levels.Sum(level => (level[0] == '{' ? 1 : Encoding.UTF8.GetByteCount(level)) + 1) + (identifiesCaller ? 2 : 0);
        MethodModel longest = _methods.OrderByDescending(method => Encoding.UTF8.GetByteCount(method.WireName)).First();
        bytes += Encoding.UTF8.GetByteCount(longest.WireName);
        if (bytes > TopicLimits.MaxBytes)
        {
            Report(Rules.TopicTooLong, _contract, longest.WireName, bytes, TopicLimits.MaxBytes);
        }
    }

    private void AdviseOnTokens(IMethodSymbol method)
    {
        foreach (IParameterSymbol parameter in method.Parameters.Where(parameter => !_tokens.Contains(parameter.Name)))
        {
            if (_tokens.FirstOrDefault(token => string.Equals(token, parameter.Name, StringComparison.OrdinalIgnoreCase)) is { } token
                && !method.Parameters.Any(other => other.Name == token))
            {
                Report(new ContractIssue(Rules.TokenNearMiss, parameter, [parameter.Name, token]) { Properties = IssueProperties.Of(IssueProperties.Token, token) });
            }
        }
    }
}
