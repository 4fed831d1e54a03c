using Pipeline.Contracts;
using Pipeline.Dispatcher.Batches;
using Pipeline.Dispatcher.Intake.Sources;
using Pipeline.Dispatcher.Jobs;
using Pipeline.Dispatcher.Ledger;

namespace Pipeline.Dispatcher.Submissions;

/// <summary>From listed photos to rows of the ledger: names of the renditions and the job's identity.</summary>
internal sealed class JobRows(BatchSettings settings)
{
    private readonly OutputNames _names = new(settings.Output, settings.Recipe, settings.Template);
    private readonly Dictionary<CutoutRecipe, OutputNames> _own = new(ReferenceEqualityComparer.Instance);

    /// <exception cref="RefusedException">A row's recipe does not go with the batch's template of names.</exception>
    public NewJob Make(SourcePhoto photo, long seq)
    {
        var row = new NewJob
        {
            Seq = seq,
            Container = photo.Container,
            Name = photo.Name,
            ETag = photo.ETag,
            TrimapETag = photo.TrimapETag,
            Sku = photo.Sku,
            Recipe = photo.Recipe,
            Trouble = photo.Trouble,
            Detail = photo.Detail,
        };
        if (photo.ETag is null)
        {
            return row;
        }

        var recipe = photo.Recipe ?? settings.Recipe;
        var outputs = NamesOf(photo.Recipe).Of(photo.Name, photo.Sku);
        var source = new BlobRef { Container = photo.Container, Name = photo.Name };
        if (outputs is null)
        {
            return Unusable(
                row,
                FailureReason.SourceUnreadable,
                "The name of a rendition would be too long, or none that a store accepts.");
        }

        if (outputs.Contains(source))
        {
            return Unusable(row, FailureReason.OutputExists, "The rendition would take the photo's own place.");
        }

        var key = JobKey.Of(source, photo.ETag, recipe, settings.Chain, outputs, photo.TrimapETag);
        return row with { Key = Convert.FromHexString(key), Outputs = [.. outputs.Select(blob => blob.Name)] };
    }

    private static NewJob Unusable(NewJob row, FailureReason trouble, string detail) =>
        row with { ETag = null, Trouble = trouble, Detail = detail };

    private OutputNames NamesOf(CutoutRecipe? recipe)
    {
        if (recipe is null)
        {
            return _names;
        }

        if (!_own.TryGetValue(recipe, out var names))
        {
            try
            {
                names = new OutputNames(settings.Output, recipe, settings.Template);
            }
            catch (ArgumentException e)
            {
                throw new RefusedException(ExitCodes.Refused, $"A recipe of the manifest has no names: {e.Message}", e);
            }

            _own.Add(recipe, names);
        }

        return names;
    }
}
