using Pipeline.Worker.Inference;

namespace Pipeline.Worker.Chains;

/// <summary>
/// The installed chains, each tried on a built-in picture, for a worker that is about to take jobs.
/// </summary>
internal sealed class PreparedChains(IInstalledChains chains)
{
    /// <summary>What runs the chains' networks; the processor, where no chain has any but its own small one.</summary>
    public ExecutionProvider Provider { get; private set; } = ExecutionProvider.Cpu;

    /// <param name="cancellation">Between or inside stages.</param>
    /// <exception cref="ChainUnusableException">A chain fails; the message says why.</exception>
    /// <exception cref="Models.Catalogue.ModelDamagedException">A file is not the one that was installed.</exception>
    /// <exception cref="ProviderUnavailableException">The provider asked for does not run here.</exception>
    public void Prepare(CancellationToken cancellation)
    {
        foreach (var chain in chains.All)
        {
            Provider = chains.Prepare(chain, cancellation) ?? Provider;
        }
    }
}
