using Pipeline.Contracts;
using Pipeline.Dispatcher.Intake.Sources;
using Pipeline.Dispatcher.Jobs;
using Pipeline.Dispatcher.Ledger;

namespace Pipeline.Dispatcher.Submissions;

/// <summary>From listed photos to rows of the ledger: names of the renditions and the job's identity.</summary>
internal sealed class JobRows(BatchSettings settings)
{
    private readonly RenditionNames _names = new(settings);

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

        var source = new BlobRef { Container = photo.Container, Name = photo.Name };
        if (_names.Of(photo.Name, photo.Sku, photo.Recipe, out var trouble) is not { } outputs)
        {
            return Unusable(row, FailureReason.NameUnusable, trouble!);
        }

        if (outputs.Contains(source))
        {
            return Unusable(row, FailureReason.OutputExists, "The rendition would take the photo's own place.");
        }

        var key = JobKey.Of(
            source, photo.ETag, photo.Recipe ?? settings.Recipe, settings.Chain, outputs, photo.TrimapETag);
        return row with { Key = Convert.FromHexString(key), Outputs = [.. outputs.Select(blob => blob.Name)] };
    }

    private static NewJob Unusable(NewJob row, FailureReason trouble, string detail) =>
        row with { ETag = null, Trouble = trouble, Detail = detail };
}
