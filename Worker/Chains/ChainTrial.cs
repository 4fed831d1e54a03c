using Pipeline.Contracts;
using Pipeline.Worker.Cutouts;

namespace Pipeline.Worker.Chains;

/// <summary>Runs the chain on a photo for its time alone; nothing is written.</summary>
public sealed class ChainTrial
{
    private readonly CutoutChain _chain;
    private readonly TimeProvider _time;

    internal ChainTrial(CutoutChain chain, TimeProvider time) => (_chain, _time) = (chain, time);

    /// <summary>How long a photo takes, from its bytes to the bytes of its renditions.</summary>
    /// <param name="photo">The file.</param>
    /// <param name="recipe">Without background pictures.</param>
    /// <param name="cancellation">Between or inside stages.</param>
    /// <exception cref="JobRejectedException">It cannot become a cutout.</exception>
    public TimeSpan Time(byte[] photo, CutoutRecipe recipe, CancellationToken cancellation)
    {
        var start = _time.GetTimestamp();
        _chain.Run(JobFiles.Of(photo), recipe, new StageClock(_time), cancellation);
        return _time.GetElapsedTime(start);
    }
}
