using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Editing;

namespace TypedMqttRpc.CodeFixes;

/// <summary>One way to fix a diagnostic.</summary>
/// <param name="Title">What the editor shows.</param>
/// <param name="Key">Which way it is: fixing all takes the same way everywhere.</param>
/// <param name="Targets">The nodes that change, in any document. Fixing all changes each once, however many diagnostics ask for it.</param>
/// <param name="Change">Changes one of the targets.</param>
internal sealed record FixOffer(string Title, string Key, IReadOnlyList<SyntaxNode> Targets, Action<SyntaxEditor, SyntaxNode> Change)
{
    /// <summary>Offers to replace one node.</summary>
    public static FixOffer Replace<TNode>(string title, string key, TNode target, Func<TNode, SyntaxGenerator, TNode> change)
        where TNode : SyntaxNode => ReplaceEach(title, key, [target], change);

    /// <summary>Offers to replace several nodes in the same way.</summary>
    public static FixOffer ReplaceEach<TNode>(string title, string key, IReadOnlyList<TNode> targets, Func<TNode, SyntaxGenerator, TNode> change)
        where TNode : SyntaxNode =>
        new(title, key, targets, (editor, target) => editor.ReplaceNode(target, (current, generator) => change((TNode)current, generator)));
}
