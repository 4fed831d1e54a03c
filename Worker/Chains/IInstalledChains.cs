using Pipeline.Contracts;

namespace Pipeline.Worker.Chains;

/// <summary>The chains that this worker can run.</summary>
public interface IInstalledChains
{
    /// <summary>Pins a chain to its digest, once, when jobs are submitted.</summary>
    /// <exception cref="ArgumentException">No such chain is installed.</exception>
    ChainRef Resolve(string name);
}
