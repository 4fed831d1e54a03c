using System.Globalization;
using OpenCvSharp;
using Pipeline.Contracts;

namespace Pipeline.Worker.Imaging;

/// <summary>Puts photo, foreground and alpha together: as straight alpha, or over a colour.</summary>
internal static class Compositor
{
    /// <summary>
    /// Makes the photo's own plane the cutout's, since a second one would be the chain's peak of memory: colours with
    /// straight alpha, black where alpha is 0; or, over a colour, exactly that colour where alpha is 0.
    /// </summary>
    /// <param name="photo">Kept where alpha is 255; overwritten elsewhere.</param>
    /// <param name="foreground">H × W, <c>CV_8UC3</c>, BGR, straight; read where alpha is neither 0 nor 255.</param>
    /// <param name="alpha">Of the same size.</param>
    /// <param name="recipe">Says what lies behind the subject.</param>
    /// <exception cref="ArgumentException">The sizes differ.</exception>
    public static unsafe void Compose(Photo photo, Mat foreground, AlphaMatte alpha, CutoutRecipe recipe)
    {
        var (colours, cover) = (photo.Pixels, alpha.Plane);
        if (foreground.Size() != photo.Size || cover.Size() != photo.Size)
        {
            throw new ArgumentException("Photo, foreground and alpha have one size.", nameof(alpha));
        }

        var behind = recipe.Background is { } colour ? ParseBgr(colour) : default;
        var (width, height, isOpaque) = (photo.Width, photo.Height, recipe.Background is not null);
        Parallel.For(0, height, y => ComposeRow(
            (byte*)colours.Ptr(y), (byte*)foreground.Ptr(y), (byte*)cover.Ptr(y), width, behind, isOpaque));
    }

    private static unsafe void ComposeRow(
        byte* to, byte* foreground, byte* alpha, int width, (byte B, byte G, byte R) behind, bool isOpaque)
    {
        for (var x = 0; x < width; x++, to += 3, foreground += 3, alpha++)
        {
            switch (*alpha)
            {
                case 255:
                    break;
                case 0:
                    (to[0], to[1], to[2]) = behind;
                    break;
                case var part when isOpaque:
                    to[0] = Blend(foreground[0], behind.B, part);
                    to[1] = Blend(foreground[1], behind.G, part);
                    to[2] = Blend(foreground[2], behind.R, part);
                    break;
                default:
                    (to[0], to[1], to[2]) = (foreground[0], foreground[1], foreground[2]);
                    break;
            }
        }
    }

    private static byte Blend(int front, int back, int alpha) =>
        (byte)((front * alpha + back * (255 - alpha) + 127) / 255);

    private static (byte B, byte G, byte R) ParseBgr(string colour)
    {
        var rgb = int.Parse(colour.AsSpan(1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        return ((byte)rgb, (byte)(rgb >> 8), (byte)(rgb >> 16));
    }
}
