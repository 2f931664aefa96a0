using Microsoft.CodeAnalysis;
using TypedMqttRpc.Generators.Reading;
using TypedMqttRpc.Generators.Shapes;
using TypedMqttRpc.Shapes;

namespace TypedMqttRpc.Generators.Gate;

/// <summary>Compares a contract with what is recorded of it.</summary>
internal static class ContractChanges
{
    private const string Absent = "not there";

    /// <param name="was">What is recorded; <see langword="null"/> if nothing is.</param>
    /// <param name="is">What the code says.</param>
    public static IEnumerable<ContractChange> Find(ServiceShape? was, ServiceShape @is) => was is null
        ? [new ContractChange(Rules.NotRecorded, @is.Contract!, @is.Name, "the service was not there")]
        : OfService(was, @is).Concat(OfMethods(was, @is));

    private static IEnumerable<ContractChange> OfService(ServiceShape was, ServiceShape @is)
    {
        IEnumerable<ShapeDifference> differences =
        [
            new(Levels(was.Topic) != Levels(@is.Topic), "the topic", $"'{was.Topic}'", $"'{@is.Topic}'"),
            new(true, "the group", Group(was), Group(@is)),
            new(true, "the caller", Caller(was), Caller(@is)),
        ];
        return differences.Where(difference => difference.Was != difference.Is).Select(difference => Change(difference, @is.Contract!, @is.Name));
    }

    private static IEnumerable<ContractChange> OfMethods(ServiceShape was, ServiceShape @is)
    {
        foreach (KeyValuePair<string, MethodShape> recorded in was.Methods)
        {
            string name = $"{@is.Name}.{recorded.Key}";
            if (!@is.Methods.TryGetValue(recorded.Key, out MethodShape? present))
            {
                yield return Change(new(true, "the method", ShapeText.ForFile(recorded.Value), Absent), @is.Contract!, name);
                continue;
            }

            foreach (ShapeDifference difference in ShapeComparison.OfHistory(recorded.Value, present))
            {
                yield return Change(difference, @is.Symbols[recorded.Key], name);
            }
        }

        foreach (KeyValuePair<string, MethodShape> added in @is.Methods.Where(method => !was.Methods.ContainsKey(method.Key)))
        {
            yield return Change(new(false, "the method", Absent, ShapeText.ForFile(added.Value)), @is.Symbols[added.Key], $"{@is.Name}.{added.Key}");
        }
    }

    private static ContractChange Change(ShapeDifference difference, ISymbol symbol, string subject) =>
        new(difference.IsBreaking ? Rules.BreakingChange : Rules.NotRecorded, symbol, subject, difference.ToString());

    /// <summary>A topic as brokers see it, who do not know what its tokens are called.</summary>
    private static string Levels(string template) =>
        string.Join("/", template.Split('/').Select(level => level.Length > 1 && level[0] == '{' ? "{}" : level));

    private static string Group(ServiceShape service) => service.Group is { } group ? $"'{group}'" : Absent;

    private static string Caller(ServiceShape service) => service.IdentifiesCaller ? "a level of the topic" : "no level of the topic";
}
