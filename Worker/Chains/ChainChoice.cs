using Pipeline.Contracts;

namespace Pipeline.Worker.Chains;

/// <summary>The chain that a name came to.</summary>
/// <param name="Chain">Pinned.</param>
/// <param name="Because">Why it is this one, in a sentence; null where its own name was given.</param>
public sealed record ChainChoice(ChainRef Chain, string? Because);
