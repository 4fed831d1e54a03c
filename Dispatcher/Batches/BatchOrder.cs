using Pipeline.Contracts;

namespace Pipeline.Dispatcher.Batches;

/// <summary>What one submission asks for, the same for all of its photos.</summary>
public sealed record BatchOrder
{
    public required Guid BatchId { get; init; }

    public required CutoutRecipe Recipe { get; init; }

    public required ChainRef Chain { get; init; }

    public IfExists IfExists { get; init; }
}
