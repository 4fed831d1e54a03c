using OpenCvSharp;

namespace Pipeline.Worker.Imaging;

/// <summary>Puts photo, foreground and alpha together.</summary>
internal static class Compositor
{
    /// <summary>
    /// Makes the photo's own plane the cutout's, since a second one would be the chain's peak of memory: straight
    /// colours, black where alpha is 0.
    /// </summary>
    /// <param name="photo">Kept where alpha is 255; overwritten elsewhere.</param>
    /// <param name="foreground">H × W, <c>CV_8UC3</c>, BGR, straight; read where alpha is neither 0 nor 255.</param>
    /// <param name="alpha">Of the same size.</param>
    /// <exception cref="ArgumentException">The sizes differ.</exception>
    public static unsafe void Compose(Photo photo, Mat foreground, AlphaMatte alpha)
    {
        var (colours, cover) = (photo.Pixels, alpha.Plane);
        if (foreground.Size() != photo.Size || cover.Size() != photo.Size)
        {
            throw new ArgumentException("Photo, foreground and alpha have one size.", nameof(alpha));
        }

        var width = photo.Width;
        Parallel.For(0, photo.Height, y => ComposeRow(
            (byte*)colours.Ptr(y), (byte*)foreground.Ptr(y), (byte*)cover.Ptr(y), width));
    }

    private static unsafe void ComposeRow(byte* to, byte* foreground, byte* alpha, int width)
    {
        for (var x = 0; x < width; x++, to += 3, foreground += 3, alpha++)
        {
            switch (*alpha)
            {
                case 255:
                    break;
                case 0:
                    (to[0], to[1], to[2]) = (0, 0, 0);
                    break;
                default:
                    (to[0], to[1], to[2]) = (foreground[0], foreground[1], foreground[2]);
                    break;
            }
        }
    }
}
