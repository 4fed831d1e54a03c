namespace Pipeline.Worker.Models.Checkpoints;

/// <summary>A <c>tuple</c>.</summary>
internal sealed record PickleTuple(object?[] Items)
{
    private const int MostNumbers = 64;

    /// <summary>A shape, strides.</summary>
    /// <exception cref="CheckpointException">It is of anything else.</exception>
    public long[] ToNumbers() =>
        Items.Length <= MostNumbers && Items.All(item => item is long)
            ? [.. Items.Cast<long>()]
            : throw new CheckpointException("The file is damaged: a tensor's shape is not made of numbers.");
}
