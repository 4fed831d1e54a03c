using Pipeline.Contracts;
using Pipeline.Dispatcher.Intake;

namespace Pipeline.Dispatcher.Batches;

/// <summary>Every photo of a batch with the name of its cutout, checked before any work starts.</summary>
public sealed class BatchPlan
{
    private BatchPlan(IReadOnlyList<PlannedPhoto> photos, IReadOnlyList<IntakeItem> unusable)
    {
        Photos = photos;
        Unusable = unusable;
    }

    public IReadOnlyList<PlannedPhoto> Photos { get; }

    /// <summary>What was listed and cannot become a job, each with its trouble.</summary>
    public IReadOnlyList<IntakeItem> Unusable { get; }

    /// <summary>Photos in all, the unusable ones too.</summary>
    public int Count => Photos.Count + Unusable.Count;

    /// <summary>Names the cutouts after the photos: same relative path, ending <c>.png</c>.</summary>
    /// <exception cref="OutputCollisionException">Two photos would be written to one file.</exception>
    public static BatchPlan Make(IEnumerable<IntakeItem> items, string destination)
    {
        var photos = new List<PlannedPhoto>();
        var unusable = new List<IntakeItem>();
        foreach (var item in items)
        {
            var name = Path.ChangeExtension(item.Name, ".png");
            if (item.Photo is null)
            {
                unusable.Add(item);
            }
            else if (!BlobRef.IsName(name))
            {
                unusable.Add(IntakeItem.Unusable(item.Name, "The name of its cutout would be too long."));
            }
            else
            {
                photos.Add(new PlannedPhoto(item.Photo, new BlobRef { Container = destination, Name = name }));
            }
        }

        RequireDistinctOutputs(photos);
        return new BatchPlan(photos, unusable);
    }

    /// <summary>
    /// Without regard to case, because many file systems have none; and no file may be another's folder.
    /// </summary>
    private static void RequireDistinctOutputs(List<PlannedPhoto> photos)
    {
        var byOutput = photos.ToLookup(photo => photo.Destination.Name, StringComparer.OrdinalIgnoreCase);
        var folders = photos
            .SelectMany(photo => Folders(photo.Destination.Name).Select(folder => (Folder: folder, Photo: photo)))
            .ToLookup(inner => inner.Folder, inner => inner.Photo, StringComparer.OrdinalIgnoreCase);
        var collisions = byOutput
            .Select(output => (Output: output.Key, Photos: output.Concat(folders[output.Key].Take(1)).ToList()))
            .Where(output => output.Photos.Count > 1)
            .Select(output => new OutputCollision(output.Output, [.. output.Photos.Select(photo => photo.Source.Name)]))
            .ToList();
        if (collisions.Count > 0)
        {
            throw new OutputCollisionException(collisions);
        }
    }

    private static IEnumerable<string> Folders(string name)
    {
        for (var end = name.LastIndexOf('/'); end > 0; end = name.LastIndexOf('/', end - 1))
        {
            yield return name[..end];
        }
    }
}
