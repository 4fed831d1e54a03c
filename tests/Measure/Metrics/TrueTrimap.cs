using OpenCvSharp;

namespace Pipeline.Measure.Metrics;

/// <summary>
/// A trimap made from a true alpha, and the one rule for what counts as unknown when no trimap is given: every
/// fractional pixel and every pixel of a sharp edge between 0 and 255, widened by <see cref="Radius"/>.
/// </summary>
internal static class TrueTrimap
{
    public const byte Background = 0;

    public const byte Unknown = 128;

    public const byte Foreground = 255;

    /// <summary>
    /// 0.01·√(width·height), at least 2 and at most 24 pixels: half of what the chain's own trimap widens by, so that
    /// the region is what a matter must decide and not what it is merely asked about.
    /// </summary>
    public static int Radius(Size size) =>
        (int)Math.Clamp(Math.Round(0.01 * Math.Sqrt((double)size.Width * size.Height)), 2, 24);

    /// <param name="alpha">CV_8UC1, the truth.</param>
    /// <returns>CV_8UC1 of 0, 128 and 255.</returns>
    public static Mat Of(Mat alpha) => Of(alpha, Radius(alpha.Size()));

    /// <inheritdoc cref="Of(Mat)"/>
    /// <param name="alpha">CV_8UC1, the truth.</param>
    /// <param name="radius">By how much the undecided pixels are widened, a Euclidean distance in pixels.</param>
    public static Mat Of(Mat alpha, double radius)
    {
        using var elsewhere = new Mat();
        using var undecided = Undecided(alpha);
        var trimap = new Mat();
        Cv2.Threshold(alpha, trimap, 254, Foreground, ThresholdTypes.Binary);
        if (undecided.CountNonZero() == 0)
        {
            return trimap;
        }

        Cv2.BitwiseNot(undecided, elsewhere);
        using var distance = new Mat();
        Cv2.DistanceTransform(elsewhere, distance, DistanceTypes.L2, DistanceTransformMasks.Precise);
        using var unknown = new Mat();
        Cv2.InRange(distance, Scalar.All(0), Scalar.All(radius + 1e-3), unknown);
        trimap.SetTo(Scalar.All(Unknown), unknown);
        return trimap;
    }

    /// <summary>Reads what a caller's trimap means: up to 5 is background, from 250 foreground, else unknown.</summary>
    /// <param name="grey">CV_8UC1 of any values.</param>
    /// <returns>CV_8UC1 of 0, 128 and 255.</returns>
    public static Mat Normalise(Mat grey)
    {
        using var unknown = new Mat();
        Cv2.InRange(grey, Scalar.All(6), Scalar.All(249), unknown);
        var trimap = new Mat();
        Cv2.Threshold(grey, trimap, 249, Foreground, ThresholdTypes.Binary);
        trimap.SetTo(Scalar.All(Unknown), unknown);
        return trimap;
    }

    /// <param name="trimap">CV_8UC1 of 0, 128 and 255.</param>
    /// <returns>CV_8UC1, 255 where the trimap is unknown.</returns>
    public static Mat UnknownRegion(Mat trimap)
    {
        var region = new Mat();
        Cv2.InRange(trimap, Scalar.All(Unknown), Scalar.All(Unknown), region);
        return region;
    }

    /// <summary>Fractional pixels, and both sides of every place where 0 lies beside 255, corners included.</summary>
    private static Mat Undecided(Mat alpha)
    {
        var result = new Mat();
        Cv2.InRange(alpha, Scalar.All(1), Scalar.All(254), result);
        using var least = new Mat();
        using var greatest = new Mat();
        Cv2.Erode(alpha, least, null);
        Cv2.Dilate(alpha, greatest, null);
        using var range = new Mat();
        Cv2.Subtract(greatest, least, range);
        using var edge = new Mat();
        Cv2.InRange(range, Scalar.All(255), Scalar.All(255), edge);
        Cv2.BitwiseOr(result, edge, result);
        return result;
    }
}
