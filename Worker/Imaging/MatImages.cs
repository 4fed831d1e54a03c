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

    /// <summary>One band of a picture as a plane of its own; the caller disposes it.</summary>
    public static Mat BandToMat(this Image picture, int band)
    {
        using var one = picture[band];
        using var memory = Mat.FromPixelData(one.Height, one.Width, MatType.CV_8UC1, one.WriteToMemory<byte>());
        return memory.Clone();
    }
}
