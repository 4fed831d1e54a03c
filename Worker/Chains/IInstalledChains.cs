using Pipeline.Contracts;
using Pipeline.Worker.Inference;
using Pipeline.Worker.Models.Catalogue;

namespace Pipeline.Worker.Chains;

/// <summary>The chains that this worker can run.</summary>
public interface IInstalledChains
{
    /// <summary>Every chain that is installed, the one that needs no download first.</summary>
    IReadOnlyList<ChainRef> All { get; }

    /// <summary>Pins a chain to its digest, once, when jobs are submitted.</summary>
    /// <param name="name">Of a chain, or <c>auto</c> for the best that is installed.</param>
    /// <exception cref="ArgumentException">No such chain is installed; the message says what to do.</exception>
    ChainRef Resolve(string name);

    /// <summary>As <see cref="Resolve"/>, and says why.</summary>
    /// <exception cref="ArgumentException">No such chain is installed; the message says what to do.</exception>
    ChainChoice Choose(string name);

    /// <summary>
    /// Takes a built-in picture through the whole chain, so that what does not work is known before the first photo, which
    /// then waits for no network either.
    /// </summary>
    /// <param name="chain">One of <see cref="All"/>.</param>
    /// <param name="cancellation">Between or inside stages.</param>
    /// <returns>What runs its networks; null for a chain without any but its own small ones.</returns>
    /// <exception cref="ChainUnusableException">It fails; the message says why.</exception>
    /// <exception cref="ModelDamagedException">A file is not the one that was installed.</exception>
    /// <exception cref="ProviderUnavailableException">The provider that was asked for does not run here.</exception>
    ExecutionProvider? Prepare(ChainRef chain, CancellationToken cancellation);
}
