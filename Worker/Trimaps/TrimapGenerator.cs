using Microsoft.Extensions.Options;
using OpenCvSharp;
using Pipeline.Worker.Imaging;
using Pipeline.Worker.Matting;
using Pipeline.Worker.Segmentation;

namespace Pipeline.Worker.Trimaps;

/// <summary>
/// Draws the trimap from a probability map: each side of the 0.5 contour is eroded by the band's half-width, and what
/// is left and certain is known. The half-width follows the picture's size: clamp(0.02·√(w·h), 4, 24) px up to two
/// megapixels, and beyond them the same share of the picture; of that less where the map holds shares of pixels, which
/// tell an edge's place by themselves.
/// </summary>
internal sealed class TrimapGenerator(IOptions<TrimapOptions> options) : ITrimapGenerator
{
    /// <summary>What is no deeper than this, in pixels, is all edge and never known.</summary>
    private const double LeastDepth = 1.5;

    /// <summary>Larger photos have the band of one of this size, enlarged with it.</summary>
    private const double WidestMegapixels = 2;

    private readonly TrimapOptions _options = options.Value;

    /// <inheritdoc/>
    public Trimap Generate(SegmentationMask mask, Size photo)
    {
        var size = photo.Within(_options.WorkingMegapixels * 1e6);
        var halfWidth = HalfWidth(photo) * size.Width / photo.Width * (1 - (mask.Shares * (1 - _options.SharesBand)));
        using var probability = new Mat();
        Cv2.Resize(mask.Probability, probability, size, interpolation: InterpolationFlags.Linear);

        using var subject = Threshold(probability, 0.5, ThresholdTypes.Binary);
        using var background = Threshold(probability, 0.5, ThresholdTypes.BinaryInv);
        var box = Surroundings(subject, halfWidth);
        using var knownSubject = Threshold(probability, _options.CertainProbability, ThresholdTypes.Binary);
        using var knownBackground = Threshold(probability, 1 - _options.CertainProbability, ThresholdTypes.BinaryInv);
        Parallel.Invoke(
            () => KeepCore(knownSubject, subject, box, halfWidth),
            () => KeepCore(knownBackground, background, box, halfWidth));

        using var plane = new Mat(size, MatType.CV_8UC1, new Scalar(Trimap.Unknown));
        plane.SetTo(new Scalar(Trimap.Foreground), knownSubject);
        plane.SetTo(new Scalar(Trimap.Background), knownBackground);
        return new Trimap(BringUp(plane, photo))
        {
            Hint = mask.Shares > 0 ? new AlphaHint(mask.Probability, mask.Shares) : null,
        };
    }

    /// <summary>Half-width of the band in pixels of a photo of <paramref name="size"/>.</summary>
    internal double HalfWidth(Size size)
    {
        var side = Math.Sqrt((double)size.Width * size.Height);
        var growth = Math.Max(1, side / Math.Sqrt(WidestMegapixels * 1e6));
        return growth * Math.Clamp(_options.HalfWidthShare * side / growth, _options.MinHalfWidth, _options.MaxHalfWidth);
    }

    private static Mat Threshold(Mat probability, double level, ThresholdTypes type)
    {
        using var hits = new Mat();
        Cv2.Threshold(probability, hits, level, 255, type);
        var plane = new Mat();
        hits.ConvertTo(plane, MatType.CV_8UC1);
        return plane;
    }

    /// <summary>All of the subject, and whatever of the background its edge can leave unknown or thin.</summary>
    private static Rect Surroundings(Mat subject, double halfWidth)
    {
        var reach = 2 * (int)Math.Ceiling(halfWidth) + 2;
        var box = Rect.Inflate(Cv2.BoundingRect(subject), reach, reach);
        return box.Intersect(new Rect(default, subject.Size()));
    }

    /// <summary>
    /// Keeps of the certain pixels of a side those of its core. Beyond the box that is the whole side: nothing there is
    /// near an edge, and distances take the most time of all.
    /// </summary>
    private void KeepCore(Mat certain, Mat side, Rect box, double halfWidth)
    {
        using var part = side[box];
        using var core = Core(part, halfWidth);
        core.CopyTo(part);
        Cv2.BitwiseAnd(certain, side, certain);
    }

    /// <summary>
    /// The pixels of a side that lie deeper than the half-width, and in parts too thin for that those along the middle.
    /// The frame is not an edge: a side that reaches it stays known up to it.
    /// </summary>
    private Mat Core(Mat side, double halfWidth)
    {
        using var depth = new Mat();
        Cv2.DistanceTransform(side, depth, DistanceTypes.L2, DistanceTransformMasks.Mask5);
        using var deep = Threshold(depth, halfWidth, ThresholdTypes.Binary);
        using var middle = MiddleOfThinParts(depth, deep, halfWidth);
        var core = new Mat();
        Cv2.BitwiseOr(deep, middle, core);
        return core;
    }

    private Mat MiddleOfThinParts(Mat depth, Mat deep, double halfWidth)
    {
        using var thinDepth = new Mat();
        Cv2.Threshold(depth, thinDepth, LeastDepth, 0, ThresholdTypes.Tozero);
        using var thick = Within(deep, halfWidth);
        thinDepth.SetTo(Scalar.All(0), thick);
        using var thin = Threshold(thinDepth, 0, ThresholdTypes.Binary);

        // A square takes the place of a disc: it separates into a row and a column.
        using var ridge = new Mat();
        var reach = 2 * (int)Math.Ceiling(halfWidth) + 1;
        using var square = Cv2.GetStructuringElement(MorphShapes.Rect, new Size(reach, reach));
        Cv2.Dilate(thinDepth, ridge, square);
        ridge.ConvertTo(ridge, ridge.Type(), _options.ThinPartBand);
        var middle = new Mat();
        Cv2.Compare(thinDepth, ridge, middle, CmpTypes.GE);
        Cv2.BitwiseAnd(middle, thin, middle);
        return middle;
    }

    /// <summary>Dilation by a disc, through the distance transform: its time does not grow with the radius.</summary>
    private static Mat Within(Mat set, double radius)
    {
        using var outside = new Mat();
        Cv2.BitwiseNot(set, outside);
        using var distance = new Mat();
        Cv2.DistanceTransform(outside, distance, DistanceTypes.L2, DistanceTransformMasks.Mask5);
        return Threshold(distance, radius, ThresholdTypes.BinaryInv);
    }

    /// <summary>Known at full size only where all the neighbours at the working size agree; else unknown.</summary>
    private static Mat BringUp(Mat plane, Size photo)
    {
        var full = new Mat();
        Cv2.Resize(plane, full, photo, interpolation: InterpolationFlags.Linear);
        using var levels = new Mat(1, 256, MatType.CV_8UC1, new Scalar(Trimap.Unknown));
        levels.Set<byte>(0, 0, Trimap.Background);
        levels.Set<byte>(0, 255, Trimap.Foreground);
        Cv2.LUT(full, levels, full);
        return full;
    }
}
