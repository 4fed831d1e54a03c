using NetVips;
using OpenCvSharp;

namespace Pipeline.Worker.Imaging;

/// <summary>Between OpenCV's planes and libvips' pictures.</summary>
internal static class MatImages
{
    /// <summary>Over the plane's own memory, which has to outlive the picture; the channels' order stays.</summary>
    /// <param name="plane"><c>CV_8UC</c>, rows without gaps.</param>
    public static Image View(this Mat plane) => Image.NewFromMemory(
        plane.Data,
        (ulong)(plane.Total() * plane.Channels()),
        plane.Cols,
        plane.Rows,
        plane.Channels(),
        Enums.BandFormat.Uchar);

    /// <summary>
    /// A view of colours as libvips has them: sRGB in the order red, green, blue, and alpha where there is one.
    /// </summary>
    /// <param name="bgr">H × W, <c>CV_8UC3</c>; outlives the picture.</param>
    /// <param name="alpha">Of the same size, <c>CV_8UC1</c>, outlives the picture; or null.</param>
    public static Image ViewRgb(this Mat bgr, Mat? alpha = null)
    {
        using var colours = bgr.View();
        using var cover = alpha?.View();
        using var red = colours[2];
        using var green = colours[1];
        using var blue = colours[0];
        using var joined = cover is null ? red.Bandjoin(green, blue) : red.Bandjoin(green, blue, cover);
        return joined.Copy(interpretation: Enums.Interpretation.Srgb);
    }

    /// <summary>One band of a picture as a plane of its own; the caller disposes it.</summary>
    public static Mat BandToMat(this Image picture, int band)
    {
        using var one = picture[band];
        using var memory = Mat.FromPixelData(one.Height, one.Width, MatType.CV_8UC1, one.WriteToMemory<byte>());
        return memory.Clone();
    }
}
