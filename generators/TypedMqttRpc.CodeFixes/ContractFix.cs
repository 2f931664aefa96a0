using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Editing;

namespace TypedMqttRpc.CodeFixes;

/// <summary>What every fix shares: a fix says what it offers for one diagnostic, and is then shown, applied and applied everywhere here.</summary>
/// <remarks>Fixes are not <c>[Shared]</c>: editors that load them from a package need no composition, and the assembly stays free of it.</remarks>
internal abstract class ContractFix(params DiagnosticDescriptor[] rules) : CodeFixProvider
{
    /// <inheritdoc/>
    public sealed override ImmutableArray<string> FixableDiagnosticIds { get; } = rules.Select(rule => rule.Id).ToImmutableArray();

    /// <inheritdoc/>
    public sealed override FixAllProvider GetFixAllProvider() => FixAllTogether.Instance;

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        Solution solution = context.Document.Project.Solution;
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            foreach (FixOffer offer in await OffersAsync(solution, diagnostic, context.CancellationToken).ConfigureAwait(false))
            {
                context.RegisterCodeFix(CodeAction.Create(offer.Title, stop => ApplyAsync(solution, [offer], stop), offer.Key), diagnostic);
            }
        }
    }

    /// <summary>The ways to fix a diagnostic; none where a machine cannot know what is meant.</summary>
    protected abstract IEnumerable<FixOffer> Offers(FixSite site);

    internal async Task<IReadOnlyList<FixOffer>> OffersAsync(Solution solution, Diagnostic diagnostic, CancellationToken cancellationToken) =>
        await FixSite.FindAsync(solution, diagnostic, cancellationToken).ConfigureAwait(false) is { } site ? [.. Offers(site)] : [];

    /// <summary>Applies the offers to the same state of the solution, so that none hides what another one looks for.</summary>
    internal static async Task<Solution> ApplyAsync(Solution solution, IEnumerable<FixOffer> offers, CancellationToken cancellationToken)
    {
        var editor = new SolutionEditor(solution);
        var changed = new HashSet<SyntaxNode>();
        foreach (FixOffer offer in offers)
        {
            foreach (SyntaxNode target in offer.Targets.Where(changed.Add))
            {
                DocumentId document = solution.GetDocument(target.SyntaxTree)!.Id;
                offer.Change(await editor.GetDocumentEditorAsync(document, cancellationToken).ConfigureAwait(false), target);
            }
        }

        return editor.GetChangedSolution();
    }
}
