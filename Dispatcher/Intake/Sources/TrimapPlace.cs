using Pipeline.Contracts;
using Pipeline.Dispatcher.Ledger;

namespace Pipeline.Dispatcher.Intake.Sources;

/// <summary>
/// Where the caller's own trimaps of a batch lie in the storage: PNG files under a prefix, each named as its photo is
/// below the photos' prefix, but for the ending.
/// </summary>
internal sealed class TrimapPlace
{
    private readonly string _container;
    private readonly string _folder;
    private readonly string _photos;

    private TrimapPlace(ContainerPath trimaps, string photos)
    {
        _container = trimaps.Container;
        _folder = ToFolder(trimaps.Prefix);
        _photos = photos;
    }

    /// <returns>Null where the batch has no trimaps.</returns>
    public static TrimapPlace? Of(BatchSettings settings) => settings.Trimaps is not { } place
        ? null
        : new TrimapPlace(ContainerPath.Parse(place), settings switch
        {
            { UploadTo: { } target } => ToFolder(ContainerPath.Parse(target).Prefix),
            { Kind: SourceKind.Blobs } => FolderOf(ContainerPath.Parse(settings.Source).Prefix),
            _ => "",
        });

    /// <summary>The trimap of the photo of that name.</summary>
    public BlobRef Of(string photo)
    {
        var below = photo.StartsWith(_photos, StringComparison.Ordinal) ? photo[_photos.Length..] : photo;
        return new BlobRef { Container = _container, Name = $"{_folder}{Path.ChangeExtension(below, ".png")}" };
    }

    private static string ToFolder(string prefix) => prefix.Length == 0 ? "" : $"{prefix.TrimEnd('/')}/";

    /// <summary>A prefix may end within a name.</summary>
    private static string FolderOf(string prefix) => prefix[..(prefix.LastIndexOf('/') + 1)];
}
