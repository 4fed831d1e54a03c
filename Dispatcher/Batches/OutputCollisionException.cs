namespace Pipeline.Dispatcher.Batches;

/// <summary>A batch is refused because photos would overwrite each other's cutouts.</summary>
public sealed class OutputCollisionException(IReadOnlyList<OutputCollision> collisions)
    : Exception($"{collisions.Count} output names are claimed by more than one photo.")
{
    public IReadOnlyList<OutputCollision> Collisions { get; } = collisions;
}
