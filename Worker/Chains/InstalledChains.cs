using Pipeline.Contracts;
using Pipeline.Worker.Cutouts;
using Pipeline.Worker.Inference;
using Pipeline.Worker.Models.Catalogue;

namespace Pipeline.Worker.Chains;

/// <summary>The chains by their names, as they were installed when the process began.</summary>
internal sealed class InstalledChains(CutoutChain standard, NetworkChains networks, ModelCatalogue catalogue)
    : IInstalledChains
{
    /// <summary>In place of a name: the best that is installed.</summary>
    public const string Auto = "auto";

    private readonly IReadOnlyList<CutoutChain> _chains = [standard, .. networks.Installed()];

    public IReadOnlyList<ChainRef> All => [.. _chains.Select(chain => chain.Reference)];

    public ChainRef Resolve(string name) => Choose(name).Chain;

    public ChainChoice Choose(string name) => name == Auto
        ? Best()
        : new ChainChoice(
            Named(name)?.Reference ?? throw new ArgumentException(WhyNot(name), nameof(name)), Because: null);

    public ExecutionProvider? Prepare(ChainRef chain, CancellationToken cancellation) =>
        Find(chain).Prepare(cancellation);

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

    /// <summary>The first of the catalogue that runs here with the weights that were published.</summary>
    private ChainChoice Best()
    {
        var best = catalogue.Chains.First(entry => Named(entry.Name) is not null && networks.IsPublished(entry));
        var better = catalogue.Chains.TakeWhile(entry => entry != best).Select(entry => entry.Name).ToList();
        var missed = better.Count == 0 ? "" : $" Better ones are not installed: {string.Join(", ", better)}.";
        return new ChainChoice(
            Named(best.Name)!.Reference, $"{Auto} took {best.Name}: {best.Because}. {best.Evidence}{missed}");
    }

    private string WhyNot(string name) => catalogue.Chain(name) is { } entry && networks.WhyNot(entry) is { } missing
        ? missing
        : $"There is no chain '{name}'; installed are {string.Join(", ", All.Select(chain => chain.Name))}, "
            + $"and the catalogue has {string.Join(", ", catalogue.Chains.Select(chain => chain.Name))}.";

    private CutoutChain? Named(string name) => _chains.FirstOrDefault(chain => chain.Reference.Name == name);
}
