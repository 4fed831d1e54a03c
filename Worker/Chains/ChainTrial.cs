using Pipeline.Contracts;
using Pipeline.Worker.Cutouts;

namespace Pipeline.Worker.Chains;

/// <summary>Runs a chain on a photo for its time alone; nothing is written.</summary>
public sealed class ChainTrial
{
    private readonly InstalledChains _chains;
    private readonly TimeProvider _time;

    internal ChainTrial(InstalledChains chains, TimeProvider time) => (_chains, _time) = (chains, time);

    /// <summary>How long a photo takes, from its bytes to the bytes of its renditions.</summary>
    /// <param name="chain">An installed one.</param>
    /// <param name="photo">The file.</param>
    /// <param name="recipe">Without background pictures.</param>
    /// <param name="cancellation">Between or inside stages.</param>
    /// <exception cref="JobRejectedException">It cannot become a cutout.</exception>
    public TimeSpan Time(ChainRef chain, byte[] photo, CutoutRecipe recipe, CancellationToken cancellation)
    {
        var start = _time.GetTimestamp();
        _chains.Find(chain).Run(JobFiles.Of(photo), recipe, new StageClock(_time), cancellation);
        return _time.GetElapsedTime(start);
    }
}
