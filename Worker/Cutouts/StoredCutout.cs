using OpenCvSharp;
using Pipeline.Worker.Imaging;
using Pipeline.Worker.Segmentation;
using Pipeline.Worker.Trimaps;

namespace Pipeline.Worker.Cutouts;

/// <summary>What segmenter and trimap would have said of a photo that came cut out.</summary>
internal static class StoredCutout
{
    /// <summary>As much as a segmenter's mask has.</summary>
    private const int MaskPixels = 400 * 400;

    public static SegmentationMask ToMask(AlphaMatte alpha)
    {
        using var small = new Mat();
        Cv2.Resize(alpha.Plane, small, alpha.Plane.Size().Within(MaskPixels), interpolation: InterpolationFlags.Area);
        var probability = new Mat();
        small.ConvertTo(probability, MatType.CV_32FC1, 1 / 255.0);
        return new SegmentationMask(probability);
    }

    /// <summary>Known where alpha is 0 or 255.</summary>
    public static Trimap ToTrimap(AlphaMatte alpha)
    {
        var levels = new byte[256];
        levels.AsSpan().Fill(Trimap.Unknown);
        (levels[0], levels[^1]) = (Trimap.Background, Trimap.Foreground);
        var plane = new Mat();
        Cv2.LUT(alpha.Plane, levels, plane);
        return new Trimap(plane);
    }
}
