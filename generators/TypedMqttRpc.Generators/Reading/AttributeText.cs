using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace TypedMqttRpc.Generators.Reading;

/// <summary>An attribute as source, if its name ends the way names of attributes do.</summary>
internal static class AttributeText
{
    public static string Of(AttributeData attribute)
    {
        string type = TypeText.Of(attribute.AttributeClass!);
        type = type.Substring(0, type.Length - nameof(Attribute).Length);
        IEnumerable<string> arguments = attribute.ConstructorArguments.Select(argument => argument.ToCSharpString())
            .Concat(attribute.NamedArguments.Select(argument => $"{argument.Key} = {argument.Value.ToCSharpString()}"));
        string list = string.Join(", ", arguments);
        return list.Length == 0 ? $"[{type}]" : $"[{type}({list})]";
    }
}
