using System.Collections.Concurrent;
using Pipeline.Contracts;
using Pipeline.Dispatcher.Batches;
using Pipeline.Dispatcher.Ledger;

namespace Pipeline.Dispatcher.Submissions;

/// <summary>
/// The files of a batch's photos, each named by its own recipe. Where that cannot be, the photo alone has failed.
/// </summary>
internal sealed class RenditionNames(BatchSettings settings)
{
    private readonly ConcurrentDictionary<CutoutRecipe, (OutputNames? Names, string? Trouble)> _byRecipe =
        new(ReferenceEqualityComparer.Instance);

    /// <param name="photo">The photo's name.</param>
    /// <param name="sku">Stated for it, or null.</param>
    /// <param name="recipe">Its own, or null for the batch's.</param>
    /// <param name="trouble">Why there are no names, as a sentence.</param>
    /// <returns>In the recipe's order; null where a name is missing.</returns>
    public IReadOnlyList<BlobRef>? Of(string photo, string? sku, CutoutRecipe? recipe, out string? trouble)
    {
        (var names, trouble) = _byRecipe.GetOrAdd(recipe ?? settings.Recipe, Make);
        return names?.Of(photo, sku, out trouble);
    }

    private (OutputNames? Names, string? Trouble) Make(CutoutRecipe recipe)
    {
        try
        {
            return (new OutputNames(settings.Output, recipe, settings.Template), null);
        }
        catch (ArgumentException e)
        {
            // Without the parameter's name, which says nothing to a person.
            return (null, $"The recipe does not go with the names: {e.Message.Split(" (Parameter")[0]}");
        }
    }
}
