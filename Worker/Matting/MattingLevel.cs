using OpenCvSharp;

namespace Pipeline.Worker.Matting;

/// <summary>A picture and its trimap at one resolution. Owns both.</summary>
internal sealed class MattingLevel(Mat picture, Mat trimap) : IDisposable
{
    /// <summary>H × W, <c>CV_8UC3</c>.</summary>
    public Mat Picture { get; } = picture;

    /// <summary>H × W, <c>CV_8UC1</c>: 0, 128, 255.</summary>
    public Mat Trimap { get; } = trimap;

    /// <summary>
    /// The same at a smaller size. A pixel is known where all that it covers is known alike, and where it is all that
    /// is left of a known spot: a hole marked by a single pixel must not be lost.
    /// </summary>
    public static MattingLevel Shrink(Mat picture, Mat trimap, Size size)
    {
        using var mean = new Mat();
        Cv2.Resize(trimap, mean, size, interpolation: InterpolationFlags.Area);
        using var background = KeepSpots(mean, new Scalar(0), new Scalar(Trimaps.Trimap.Unknown - 2));
        using var foreground = KeepSpots(mean, new Scalar(255), new Scalar(Trimaps.Trimap.Unknown + 2));
        var known = mean.Clone();
        known.SetTo(new Scalar(Trimaps.Trimap.Unknown));
        known.SetTo(new Scalar(Trimaps.Trimap.Background), background);
        known.SetTo(new Scalar(Trimaps.Trimap.Foreground), foreground);
        var small = new Mat();
        Cv2.Resize(picture, small, size, interpolation: InterpolationFlags.Area);
        return new MattingLevel(small, known);
    }

    public void Dispose()
    {
        Picture.Dispose();
        Trimap.Dispose();
    }

    /// <summary>
    /// Pixels that are all of one class, and those with some of it that have no such pixel beside them.
    /// </summary>
    private static Mat KeepSpots(Mat mean, Scalar all, Scalar some)
    {
        var whole = new Mat();
        Cv2.Compare(mean, all, whole, CmpTypes.EQ);
        using var near = new Mat();
        using var square = Cv2.GetStructuringElement(MorphShapes.Rect, new Size(3, 3));
        Cv2.Dilate(whole, near, square);
        using var part = new Mat();
        Cv2.Compare(mean, some, part, some.Val0 < all.Val0 ? CmpTypes.GT : CmpTypes.LT);
        using var lost = new Mat();
        Cv2.Compare(part, near, lost, CmpTypes.GT);
        Cv2.BitwiseOr(whole, lost, whole);
        return whole;
    }
}
