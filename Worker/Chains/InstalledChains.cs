using Pipeline.Contracts;
using Pipeline.Worker.Cutouts;

namespace Pipeline.Worker.Chains;

/// <summary>The one chain that is there without any download.</summary>
internal sealed class InstalledChains(CutoutChain classic) : IInstalledChains
{
    public ChainRef Resolve(string name) => name == classic.Reference.Name
        ? classic.Reference
        : throw new ArgumentException($"No chain '{name}' is installed; there is {classic.Reference.Name}.", nameof(name));
}
