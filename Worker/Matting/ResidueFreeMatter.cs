using Pipeline.Worker.Imaging;
using Pipeline.Worker.Trimaps;

namespace Pipeline.Worker.Matting;

/// <summary>Another matter, less what nobody would see of its result; see <see cref="FaintResidue"/>.</summary>
internal sealed class ResidueFreeMatter(IAlphaMatter matter) : IAlphaMatter
{
    /// <inheritdoc/>
    public AlphaMatte Matte(Photo photo, Trimap trimap, CancellationToken cancellation) =>
        FaintResidue.RemovedFrom(matter.Matte(photo, trimap, cancellation));
}
