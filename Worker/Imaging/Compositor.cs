using System.Globalization;
using OpenCvSharp;
using Pipeline.Contracts;

namespace Pipeline.Worker.Imaging;

/// <summary>Puts foreground and alpha together: as straight alpha, or over a colour.</summary>
internal static class Compositor
{
    /// <param name="foreground">H × W, <c>CV_8UC3</c>, BGR, straight.</param>
    /// <param name="alpha">Of the same size.</param>
    /// <param name="recipe">Says what lies behind the subject.</param>
    /// <returns>
    /// <c>CV_8UC4</c> BGRA with straight alpha, black where alpha is 0; or, over a colour, <c>CV_8UC3</c> BGR that is
    /// exactly the colour where alpha is 0. The caller disposes it.
    /// </returns>
    /// <exception cref="ArgumentException">The sizes differ.</exception>
    public static Mat Compose(Mat foreground, AlphaMatte alpha, CutoutRecipe recipe)
    {
        if (foreground.Size() != alpha.Plane.Size())
        {
            throw new ArgumentException("Foreground and alpha have one size.", nameof(alpha));
        }

        return recipe.Background is { } colour
            ? Over(foreground, alpha.Plane, ParseBgr(colour))
            : Straight(foreground, alpha.Plane);
    }

    private static unsafe Mat Straight(Mat foreground, Mat alpha)
    {
        var result = new Mat(foreground.Size(), MatType.CV_8UC4);
        var width = result.Width;
        Parallel.For(0, foreground.Height, y =>
        {
            var f = (byte*)foreground.Ptr(y);
            var a = (byte*)alpha.Ptr(y);
            var r = (byte*)result.Ptr(y);
            for (var x = 0; x < width; x++, f += 3, a++, r += 4)
            {
                var visible = *a != 0;
                r[0] = visible ? f[0] : (byte)0;
                r[1] = visible ? f[1] : (byte)0;
                r[2] = visible ? f[2] : (byte)0;
                r[3] = *a;
            }
        });
        return result;
    }

    private static unsafe Mat Over(Mat foreground, Mat alpha, (byte B, byte G, byte R) colour)
    {
        var result = new Mat(foreground.Size(), MatType.CV_8UC3);
        var width = result.Width;
        Parallel.For(0, foreground.Height, y =>
        {
            var f = (byte*)foreground.Ptr(y);
            var a = (byte*)alpha.Ptr(y);
            var r = (byte*)result.Ptr(y);
            for (var x = 0; x < width; x++, f += 3, a++, r += 3)
            {
                r[0] = Blend(f[0], colour.B, *a);
                r[1] = Blend(f[1], colour.G, *a);
                r[2] = Blend(f[2], colour.R, *a);
            }
        });
        return result;
    }

    private static byte Blend(int front, int back, int alpha) =>
        (byte)((front * alpha + back * (255 - alpha) + 127) / 255);

    private static (byte B, byte G, byte R) ParseBgr(string colour)
    {
        var rgb = int.Parse(colour.AsSpan(1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        return ((byte)rgb, (byte)(rgb >> 8), (byte)(rgb >> 16));
    }
}
