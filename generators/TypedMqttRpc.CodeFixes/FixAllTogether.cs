using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace TypedMqttRpc.CodeFixes;

/// <summary>
/// Fixes many diagnostics in one edit of the solution. Fixing each for itself and merging the texts, as Roslyn's batch fixer does, drops what
/// lies close together, such as two parameters of one method, and what two diagnostics ask for in a third file.
/// </summary>
internal sealed class FixAllTogether : FixAllProvider
{
    public static FixAllTogether Instance { get; } = new();

    /// <inheritdoc/>
    public override async Task<CodeAction?> GetFixAsync(FixAllContext fixAllContext)
    {
        ImmutableArray<Diagnostic> diagnostics = await DiagnosticsAsync(fixAllContext).ConfigureAwait(false);
        return diagnostics.IsEmpty ? null : CodeAction.Create(
            $"Fix all '{diagnostics[0].Id}'",
            stop => FixAsync(fixAllContext, diagnostics, stop),
            fixAllContext.CodeActionEquivalenceKey);
    }

    private static async Task<Solution> FixAsync(FixAllContext context, ImmutableArray<Diagnostic> diagnostics, CancellationToken cancellationToken)
    {
        var offers = new List<FixOffer>();
        foreach (Diagnostic diagnostic in diagnostics)
        {
            IReadOnlyList<FixOffer> found = await ((ContractFix)context.CodeFixProvider).OffersAsync(context.Solution, diagnostic, cancellationToken).ConfigureAwait(false);
            offers.AddRange(found.Where(offer => offer.Key == context.CodeActionEquivalenceKey).Take(1));
        }

        return await ContractFix.ApplyAsync(context.Solution, offers, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<ImmutableArray<Diagnostic>> DiagnosticsAsync(FixAllContext context)
    {
        switch (context.Scope)
        {
            case FixAllScope.Document:
                return await context.GetDocumentDiagnosticsAsync(context.Document!).ConfigureAwait(false);
            case FixAllScope.Project:
                return await context.GetAllDiagnosticsAsync(context.Project).ConfigureAwait(false);
            case FixAllScope.Solution:
                var found = ImmutableArray.CreateBuilder<Diagnostic>();
                foreach (Project project in context.Solution.Projects)
                {
                    found.AddRange(await context.GetAllDiagnosticsAsync(project).ConfigureAwait(false));
                }

                return found.ToImmutable();
            default:
                return ImmutableArray<Diagnostic>.Empty;
        }
    }
}
