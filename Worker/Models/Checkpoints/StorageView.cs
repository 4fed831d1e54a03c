namespace Pipeline.Worker.Models.Checkpoints;

/// <summary>A part of a storage; old files describe one as a storage of its own.</summary>
/// <param name="Storage">The whole.</param>
/// <param name="First">Index of the part's first number.</param>
/// <param name="Count">Numbers in the part.</param>
internal sealed record StorageView(CheckpointStorage Storage, long First, long Count)
{
    /// <exception cref="CheckpointException">It reaches out of this one.</exception>
    public StorageView Part(long first, long count)
    {
        if (first < 0 || count < 0 || first > Count || count > Count - first)
        {
            throw new CheckpointException("The file is damaged: a view reaches out of its storage.");
        }

        return new StorageView(Storage, First + first, count);
    }
}
