using OpenCvSharp;
using Pipeline.Worker.Imaging;

namespace Pipeline.Worker.Segmentation;

/// <summary>
/// Finds the subject with two networks of our own that are a part of this assembly. The segmenter sees the whole photo at a
/// small size, and says where the subject is; the refiner sees it at a larger size and draws the outline to the pixel. How
/// they were trained is in models/training/README.md. Safe for concurrent use; the same picture gives the same bytes.
/// </summary>
internal sealed class StandardSegmenter(StandardNetworks networks) : ISegmenter
{
    /// <summary>Side of the square, in pixels, to which the segmenter's picture is stretched, as in its training.</summary>
    private const int SegmenterSide = 320;

    /// <summary>Least and most of the longer side of the refiner's picture in pixels; between them it is the photo's.</summary>
    private const int LeastRefinerSide = 320, RefinerSide = 640;

    /// <summary>The refiner's picture has sides that are a multiple of this.</summary>
    private const int RefinerMultiple = 16;

    /// <summary>Whether the segmenter sees the mirror image too; without, nothing is known of disagreement. For measuring.</summary>
    public bool Mirror { get; init; } = true;

    /// <summary>Whether the refiner draws the outline; without, the segmenter's own square is the mask. For measuring.</summary>
    public bool Refine { get; init; } = true;

    /// <inheritdoc/>
    public SegmentationMask Segment(Photo photo, CancellationToken cancellation)
    {
        using var near = photo.Reduced(RefinerSide);
        using var square = Resized(near.Pixels, new Size(SegmenterSide, SegmenterSide));
        using var first = networks.Segmenter.Run(square.Size(), ToPlanes(square));
        cancellation.ThrowIfCancellationRequested();
        using var second = Mirror ? Mirrored(square) : first.Clone();
        cancellation.ThrowIfCancellationRequested();
        using var mean = new Mat();
        Cv2.AddWeighted(first, 0.5, second, 0.5, 0, mean);
        var probability = Refine ? Refined(near.Pixels, mean) : Logistic.Of(mean);
        return new SegmentationMask(probability, Mirror ? Disagreement(first, second) : null) { Shares = 1 };
    }

    /// <summary>What the segmenter says of the mirror image, turned back: its errors differ from the first answer's.</summary>
    private Mat Mirrored(Mat square)
    {
        using var turned = square.Flip(FlipMode.Y);
        using var logOdds = networks.Segmenter.Run(turned.Size(), ToPlanes(turned));
        return logOdds.Flip(FlipMode.Y);
    }

    /// <returns>The share of each pixel that the subject covers, 0..1, <c>CV_32FC1</c>.</returns>
    private Mat Refined(Mat picture, Mat logOdds)
    {
        double longer = Math.Max(picture.Width, picture.Height);
        var scale = Math.Clamp(longer, LeastRefinerSide, RefinerSide) / longer;
        using var fine = Resized(picture, new Size(Multiple(picture.Width * scale), Multiple(picture.Height * scale)));
        using var said = Resized(logOdds, fine.Size());
        using var refined = networks.Refiner.Run(fine.Size(), ToPlanes(fine), said.AsSpan<float>().ToArray());
        return Logistic.Of(refined);
    }

    /// <summary>1 − IoU of two answers.</summary>
    private static double Disagreement(Mat first, Mat second)
    {
        var a = first.AsSpan<float>();
        var b = second.AsSpan<float>();
        var (both, either) = (0, 0);
        for (var i = 0; i < a.Length; i++)
        {
            both += a[i] > 0 && b[i] > 0 ? 1 : 0;
            either += a[i] > 0 || b[i] > 0 ? 1 : 0;
        }

        return either == 0 ? 0 : 1 - (both / (double)either);
    }

    private static int Multiple(double side) => Math.Max(1, (int)Math.Round(side / RefinerMultiple)) * RefinerMultiple;

    private static Mat Resized(Mat plane, Size size)
    {
        var resized = new Mat();
        var interpolation = size.Width < plane.Width ? InterpolationFlags.Area : InterpolationFlags.Linear;
        Cv2.Resize(plane, resized, size, interpolation: interpolation);
        return resized;
    }

    /// <summary>Red, green and blue one after the other, 0..1.</summary>
    private static float[] ToPlanes(Mat picture)
    {
        var bgr = picture.AsSpan<Vec3b>();
        var planes = new float[3 * bgr.Length];
        for (var i = 0; i < bgr.Length; i++)
        {
            planes[i] = bgr[i].Item2 / 255f;
            planes[bgr.Length + i] = bgr[i].Item1 / 255f;
            planes[(2 * bgr.Length) + i] = bgr[i].Item0 / 255f;
        }

        return planes;
    }
}
