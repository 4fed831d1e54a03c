namespace Pipeline.Worker.Models.Checkpoints;

/// <summary>How a pickle names a storage (<c>torch/serialization.py</c>, <c>persistent_id</c>).</summary>
/// <param name="Element">What its numbers are.</param>
/// <param name="Key">Its name within the file.</param>
/// <param name="Count">Numbers in it.</param>
/// <param name="View">Where it is a part of the storage so named: first number and count; old files only.</param>
internal sealed record StorageName(TensorElement Element, string Key, long Count, (long First, long Count)? View)
{
    private const int LongestKey = 64;

    /// <param name="items">
    /// <c>'storage'</c>, type, key, device, count; in the legacy format also <c>None</c> or a view's key, first number
    /// and count.
    /// </param>
    public static StorageName From(ReadOnlySpan<object?> items)
    {
        if (items is ["module", ..])
        {
            throw new CheckpointException(
                "The file holds a whole network with its code. Save the network's state_dict() alone.");
        }

        var view = items.Length == 6 ? ViewOf(items[5]) : null;
        return items.Length <= 6 && items is
            ["storage", TensorElement element, string { Length: > 0 and <= LongestKey } key, string, long and >= 0, ..]
            ? new StorageName(element, key, (long)items[4]!, view)
            : throw Damaged();
    }

    private static (long First, long Count)? ViewOf(object? view) => view switch
    {
        null => null,
        PickleTuple { Items: [string, long first, long count] } => (first, count),
        _ => throw Damaged(),
    };

    private static CheckpointException Damaged() => new("The file is damaged: a tensor's storage has no proper name.");
}
