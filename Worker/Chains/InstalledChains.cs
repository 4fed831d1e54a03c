using Pipeline.Contracts;
using Pipeline.Worker.Cutouts;

namespace Pipeline.Worker.Chains;

/// <summary>The chains by their names.</summary>
internal sealed class InstalledChains(IEnumerable<CutoutChain> chains) : IInstalledChains
{
    private readonly IReadOnlyList<CutoutChain> _chains = [.. chains];

    public IReadOnlyList<ChainRef> All => [.. _chains.Select(chain => chain.Reference)];

    public ChainRef Resolve(string name) => Named(name)?.Reference
        ?? throw new ArgumentException($"No chain '{name}' is installed; there is {string.Join(", ", All.Select(chain => chain.Name))}.", nameof(name));

    /// <summary>The chain that a job was submitted for, in exactly that version.</summary>
    /// <exception cref="JobRejectedException">It is not installed, or has another digest here.</exception>
    public CutoutChain Find(ChainRef reference)
    {
        var chain = Named(reference.Name);
        return chain is not null && chain.Reference == reference
            ? chain
            : throw new JobRejectedException(
                FailureReason.ChainMismatch,
                $"Submitted for {reference}; this worker has {chain?.Reference.ToString() ?? "no chain of that name"}.");
    }

    private CutoutChain? Named(string name) => _chains.FirstOrDefault(chain => chain.Reference.Name == name);
}
