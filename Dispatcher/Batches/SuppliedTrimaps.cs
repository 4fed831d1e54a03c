using Pipeline.Contracts;

namespace Pipeline.Dispatcher.Batches;

/// <summary>
/// The caller's trimaps, found by the names of the photos: the same relative name but for the ending.
/// </summary>
internal sealed class SuppliedTrimaps(IEnumerable<BlobRef> trimaps)
{
    private readonly ILookup<string, BlobRef> _byName = trimaps.ToLookup(trimap => Stem(trimap.Name));

    /// <summary>The photo's trimap, or null; the first, where several could be meant.</summary>
    public BlobRef? Find(BlobRef photo) => _byName[Stem(photo.Name)].FirstOrDefault();

    /// <exception cref="AmbiguousTrimapsException">Several files could be the trimap of one photo.</exception>
    public void RequireOneEach(IEnumerable<BlobRef> photos)
    {
        var ambiguous = photos
            .Select(photo => (photo.Name, Trimaps: _byName[Stem(photo.Name)].Select(trimap => trimap.Name).ToList()))
            .Where(photo => photo.Trimaps.Count > 1)
            .ToDictionary(photo => photo.Name, photo => (IReadOnlyList<string>)photo.Trimaps);
        if (ambiguous.Count > 0)
        {
            throw new AmbiguousTrimapsException(ambiguous);
        }
    }

    /// <summary>Trimaps that belong to none of the photos.</summary>
    public IReadOnlyList<BlobRef> Without(IEnumerable<BlobRef> photos)
    {
        var wanted = photos.Select(photo => Stem(photo.Name)).ToHashSet();
        return [.. _byName.Where(named => !wanted.Contains(named.Key)).SelectMany(named => named)];
    }

    private static string Stem(string name) => Path.ChangeExtension(name, null);
}
