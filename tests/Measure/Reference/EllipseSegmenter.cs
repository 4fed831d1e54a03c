using OpenCvSharp;
using Pipeline.Worker.Imaging;
using Pipeline.Worker.Segmentation;

namespace Pipeline.Measure.Reference;

/// <summary>
/// Runs a segmenter for the time that it takes and answers with the ellipse that <c>chain.py</c> draws, so that both
/// have the same band to matte.
/// </summary>
internal sealed class EllipseSegmenter(ISegmenter inner) : ISegmenter
{
    private const int Side = 320;
    private const double Share = 0.35;

    /// <inheritdoc/>
    public SegmentationMask Segment(Photo photo, CancellationToken cancellation)
    {
        inner.Segment(photo, cancellation).Dispose();
        var mask = new Mat(Side, Side, MatType.CV_32FC1, Scalar.All(0));
        var radius = (int)(Side * Math.Sqrt(Share / Math.PI));
        Cv2.Ellipse(mask, new Point(Side / 2, Side / 2), new Size(radius, radius), 0, 0, 360, Scalar.All(1), -1);
        return new SegmentationMask(mask);
    }
}
