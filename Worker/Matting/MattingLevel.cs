using OpenCvSharp;

namespace Pipeline.Worker.Matting;

/// <summary>A picture and its trimap at one resolution. Owns both.</summary>
internal sealed class MattingLevel(Mat picture, Mat trimap) : IDisposable
{
    /// <summary>H × W, <c>CV_8UC3</c>.</summary>
    public Mat Picture { get; } = picture;

    /// <summary>H × W, <c>CV_8UC1</c>: 0, 128, 255.</summary>
    public Mat Trimap { get; } = trimap;

    /// <summary>The same at another size. A pixel is known only where all it covers is known alike.</summary>
    public static MattingLevel Shrink(Mat picture, Mat trimap, Size size)
    {
        var small = new Mat();
        Cv2.Resize(picture, small, size, interpolation: InterpolationFlags.Area);
        using var mean = new Mat();
        Cv2.Resize(trimap, mean, size, interpolation: InterpolationFlags.Area);
        var classes = Enumerable.Repeat(Trimaps.Trimap.Unknown, 256).ToArray();
        classes[0] = Trimaps.Trimap.Background;
        classes[255] = Trimaps.Trimap.Foreground;
        using var table = Mat.FromPixelData(1, 256, MatType.CV_8UC1, classes);
        var known = new Mat();
        Cv2.LUT(mean, table, known);
        return new MattingLevel(small, known);
    }

    public void Dispose()
    {
        Picture.Dispose();
        Trimap.Dispose();
    }
}
