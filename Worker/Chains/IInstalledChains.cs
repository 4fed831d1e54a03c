using Pipeline.Contracts;

namespace Pipeline.Worker.Chains;

/// <summary>The chains that this worker can run.</summary>
public interface IInstalledChains
{
    /// <summary>Every chain that is installed, the one that needs no download first.</summary>
    IReadOnlyList<ChainRef> All { get; }

    /// <summary>Pins a chain to its digest, once, when jobs are submitted.</summary>
    /// <exception cref="ArgumentException">No such chain is installed.</exception>
    ChainRef Resolve(string name);
}
