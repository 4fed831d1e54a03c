using OpenCvSharp;
using Pipeline.Worker.Imaging;
using Pipeline.Worker.Matting;
using Pipeline.Worker.Segmentation;
using Pipeline.Worker.Trimaps;

namespace Pipeline.Measure.Quality;

/// <summary>
/// No matting at all: the segmenter's mask, enlarged to the photo, is the alpha, known pixels of the trimap included.
/// The segmenter is asked a second time and gives the same answer, since a matter is not told of the mask.
/// </summary>
internal sealed class MaskMatter(ISegmenter segmenter) : IAlphaMatter
{
    /// <inheritdoc/>
    public AlphaMatte Matte(Photo photo, Trimap trimap, CancellationToken cancellation)
    {
        using var mask = segmenter.Segment(photo, cancellation);
        using var full = new Mat();
        Cv2.Resize(mask.Probability, full, photo.Size, interpolation: InterpolationFlags.Linear);
        var plane = new Mat();
        full.ConvertTo(plane, MatType.CV_8UC1, 255);
        return new AlphaMatte(plane);
    }
}
