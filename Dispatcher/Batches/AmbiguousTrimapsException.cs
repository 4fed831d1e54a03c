namespace Pipeline.Dispatcher.Batches;

/// <summary>A batch is refused because several files could be the trimap of one photo.</summary>
public sealed class AmbiguousTrimapsException(IReadOnlyDictionary<string, IReadOnlyList<string>> trimaps)
    : Exception($"{trimaps.Count} photos have more than one trimap.")
{
    /// <summary>Name of the photo → names of its trimaps.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Trimaps { get; } = trimaps;
}
