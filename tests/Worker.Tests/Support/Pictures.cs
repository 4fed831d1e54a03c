using NetVips;
using OpenCvSharp;

namespace Pipeline.Worker.Tests.Support;

/// <summary>Small synthetic pictures and their files.</summary>
internal static class Pictures
{
    /// <summary>A dark red disc in the middle of light grey, 8-bit BGR.</summary>
    public static Mat Disc(int width = 120, int height = 90)
    {
        var pixels = new Mat(height, width, MatType.CV_8UC3, new Scalar(225, 225, 225));
        Cv2.Circle(
            pixels, width / 2, height / 2, Math.Min(width, height) / 3, new Scalar(30, 30, 160), -1, LineTypes.AntiAlias);
        return pixels;
    }

    /// <summary>Four quarters of different colours, so that every orientation looks different. 8-bit BGR.</summary>
    public static Mat Quarters(int width = 40, int height = 24)
    {
        var pixels = new Mat(height, width, MatType.CV_8UC3);
        Fill(pixels, new Rect(0, 0, width / 2, height / 2), new Scalar(0, 0, 255));
        Fill(pixels, new Rect(width / 2, 0, width / 2, height / 2), new Scalar(0, 255, 0));
        Fill(pixels, new Rect(0, height / 2, width / 2, height / 2), new Scalar(255, 0, 0));
        Fill(pixels, new Rect(width / 2, height / 2, width / 2, height / 2), new Scalar(255, 255, 255));
        return pixels;
    }

    /// <summary>The file of 8-bit BGR or BGRA or grey pixels.</summary>
    public static byte[] Encode(Mat pixels, string ending = ".png")
    {
        Assert.True(Cv2.ImEncode(ending, pixels, out var file));
        return file;
    }

    /// <summary>A JPEG of high quality that says in its EXIF how it is to be turned.</summary>
    public static byte[] JpegWithOrientation(Mat pixels, int orientation)
    {
        using var image = Image.NewFromBuffer(Encode(pixels));
        using var turned = image.Mutate(picture => picture.Set(GValue.GIntType, "orientation", orientation));
        return turned.JpegsaveBuffer(q: 98, subsampleMode: Enums.ForeignSubsample.Off);
    }

    /// <summary>Greatest difference of any channel of any pixel, 0..255.</summary>
    public static double GreatestDifference(Mat left, Mat right)
    {
        Assert.Equal(left.Size(), right.Size());
        Assert.Equal(left.Type(), right.Type());
        return Cv2.Norm(left, right, NormTypes.INF);
    }

    private static void Fill(Mat pixels, Rect where, Scalar colour)
    {
        using var part = new Mat(pixels, where);
        part.SetTo(colour);
    }
}
