using Pipeline.Contracts;

namespace Pipeline.Dispatcher.Batches;

/// <summary>What one submission asks for, the same for all of its photos.</summary>
public sealed record BatchOrder
{
    public required Guid BatchId { get; init; }

    /// <summary>Container that the cutouts go to, under the photos' own relative names.</summary>
    public required string Destination { get; init; }

    public required CutoutRecipe Recipe { get; init; }

    public required ChainRef Chain { get; init; }

    public IfExists IfExists { get; init; }
}
