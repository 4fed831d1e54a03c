using Pipeline.Contracts;
using Pipeline.Dispatcher.Intake;

namespace Pipeline.Dispatcher.Batches;

/// <summary>Every photo of a batch with the names of its renditions, checked before any work starts.</summary>
public sealed class BatchPlan
{
    private BatchPlan(
        IReadOnlyList<PlannedPhoto> photos,
        IReadOnlyList<JobOutcome.Failed> unusable,
        IReadOnlyList<BlobRef> unusedTrimaps,
        LeftOut leftOut)
    {
        Photos = photos;
        Unusable = unusable;
        UnusedTrimaps = unusedTrimaps;
        LeftOut = leftOut;
    }

    public IReadOnlyList<PlannedPhoto> Photos { get; }

    /// <summary>What was listed and cannot become a job, as it will be counted.</summary>
    public IReadOnlyList<JobOutcome.Failed> Unusable { get; }

    /// <summary>Supplied trimaps that belong to no photo of the batch.</summary>
    public IReadOnlyList<BlobRef> UnusedTrimaps { get; }

    /// <summary>What the listing has passed over.</summary>
    public LeftOut LeftOut { get; }

    /// <summary>Photos in all, the unusable ones too.</summary>
    public int Count => Photos.Count + Unusable.Count;

    /// <summary>Names the renditions after the photos.</summary>
    /// <param name="items">The photos.</param>
    /// <param name="names">Says how.</param>
    /// <param name="trimaps">
    /// The caller's trimaps, or null when none are supplied. A photo without one is then unusable: the chain does not
    /// guess where the caller meant to say.
    /// </param>
    /// <param name="leftOut">What the listing has passed over; null for nothing.</param>
    /// <exception cref="OutputCollisionException">Two renditions would be written to one file.</exception>
    /// <exception cref="AmbiguousTrimapsException">Several files could be the trimap of one photo.</exception>
    public static BatchPlan Make(
        IEnumerable<IntakeItem> items, OutputNames names, IReadOnlyList<BlobRef>? trimaps = null, LeftOut? leftOut = null)
    {
        var supplied = trimaps is null ? null : new SuppliedTrimaps(trimaps);
        var listed = items.ToList();
        var photos = new List<PlannedPhoto>();
        var unusable = new List<JobOutcome.Failed>();
        foreach (var item in listed)
        {
            var outputs = names.Of(item.Name, null, out var unnamed);
            if (Trouble(item, unnamed, supplied) is { } failed)
            {
                unusable.Add(failed);
            }
            else
            {
                photos.Add(new PlannedPhoto(item.Photo!, outputs!, supplied?.Find(item.Photo!), item.File));
            }
        }

        RequireDistinctOutputs(photos, names);
        supplied?.RequireOneEach(photos.Select(photo => photo.Source));
        var known = listed.Select(item => item.Photo).OfType<BlobRef>();
        return new BatchPlan(photos, unusable, supplied?.Without(known) ?? [], leftOut ?? new LeftOut());
    }

    private static JobOutcome.Failed? Trouble(
        IntakeItem item, string? unnamed, SuppliedTrimaps? supplied)
    {
        if (item.Photo is null)
        {
            return new JobOutcome.Failed(item.Name, item.Reason!.Value, item.Trouble!);
        }

        if (unnamed is not null)
        {
            return new JobOutcome.Failed(item.Name, FailureReason.NameUnusable, unnamed);
        }

        return supplied is not null && supplied.Find(item.Photo) is null
            ? new JobOutcome.Failed(item.Name, FailureReason.TrimapMissing, "There is no trimap of the photo's name, or it is empty.")
            : null;
    }

    /// <summary>
    /// Without regard to case, because many file systems have none; and no file may be another's folder.
    /// </summary>
    private static void RequireDistinctOutputs(List<PlannedPhoto> photos, OutputNames names)
    {
        var outputs = photos
            .SelectMany(photo => photo.Destinations.Select(blob => (blob.Name, Photo: photo)))
            .ToList();
        var byOutput = outputs.ToLookup(output => output.Name, output => output.Photo, StringComparer.OrdinalIgnoreCase);
        var folders = outputs
            .SelectMany(output => Folders(output.Name).Select(folder => (Folder: folder, output.Photo)))
            .ToLookup(inner => inner.Folder, inner => inner.Photo, StringComparer.OrdinalIgnoreCase);
        var collisions = byOutput
            .Select(output => (Output: output.Key, Photos: output.Concat(folders[output.Key].Take(1)).ToList()))
            .Where(output => output.Photos.Count > 1)
            .ToList();
        if (collisions.Count > 0)
        {
            var involved = collisions.SelectMany(output => output.Photos).Distinct();
            throw new OutputCollisionException(
                [.. collisions.Select(output => new OutputCollision(output.Output, SourcesOf(output.Photos)))],
                names.WithSourceExtension([.. involved.Select(photo => photo.Source.Name)]));
        }
    }

    /// <summary>Photos of several folders may have one name; then their files tell them apart.</summary>
    private static IReadOnlyList<string> SourcesOf(List<PlannedPhoto> photos) =>
        photos.DistinctBy(photo => photo.Source.Name).Count() == photos.Count
            ? [.. photos.Select(photo => photo.Source.Name)]
            : [.. photos.Select(photo => photo.File ?? photo.Source.Name)];

    private static IEnumerable<string> Folders(string name)
    {
        for (var end = name.LastIndexOf('/'); end > 0; end = name.LastIndexOf('/', end - 1))
        {
            yield return name[..end];
        }
    }
}
