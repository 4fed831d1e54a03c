using OpenCvSharp;

namespace Pipeline.Worker.Imaging;

/// <summary>
/// A decoded picture: upright, 8-bit BGR in sRGB (<c>CV_8UC3</c>), with alpha apart if that counts. Owns its pixels.
/// </summary>
internal sealed class Photo : IDisposable
{
    /// <summary>Pixels that a reduced photo keeps across, however long it is.</summary>
    private const double LeastAcross = 16;

    private readonly Action? _release;

    /// <param name="pixels">H × W, <c>CV_8UC3</c>, BGR, 0..255. Ownership passes to the photo.</param>
    /// <param name="alpha">H × W, <c>CV_8UC1</c>; or null. Ownership passes to the photo.</param>
    /// <param name="release">Frees memory that <paramref name="pixels"/> merely views, after it is disposed.</param>
    /// <exception cref="ArgumentException">Another pixel type, another size of alpha, or empty.</exception>
    public Photo(Mat pixels, Mat? alpha = null, Action? release = null)
    {
        if (pixels.Empty() || pixels.Type() != MatType.CV_8UC3)
        {
            throw new ArgumentException($"A photo is CV_8UC3, not {pixels.Type()}.", nameof(pixels));
        }

        if (alpha is not null && (alpha.Type() != MatType.CV_8UC1 || alpha.Size() != pixels.Size()))
        {
            throw new ArgumentException($"Alpha is CV_8UC1 of the photo's size, not {alpha.Type()}.", nameof(alpha));
        }

        Pixels = pixels;
        Alpha = alpha;
        _release = release;
    }

    /// <summary>
    /// H × W, <c>CV_8UC3</c>, BGR, 0..255. Read only by agreement, until the compositor makes it the cutout.
    /// </summary>
    public Mat Pixels { get; }

    /// <summary>
    /// H × W, <c>CV_8UC1</c>, 0 clear .. 255 opaque: the photo's own transparency where the recipe respects it; else
    /// null. The colours are straight, and those stored where it is 0.
    /// </summary>
    public Mat? Alpha { get; }

    /// <summary>What its file says besides.</summary>
    public PhotoFacts Facts { get; init; } = PhotoFacts.None;

    public int Width => Pixels.Width;

    public int Height => Pixels.Height;

    public Size Size => Pixels.Size();

    /// <summary>
    /// A smaller one by area averaging, its aspect kept; of a photo that is small already, a view that lives no longer
    /// than it. A very long one keeps some pixels across, as far as the area of a square one allows.
    /// </summary>
    /// <param name="longestSide">Of the result, at most, in pixels.</param>
    /// <returns>The colours alone.</returns>
    public Photo Reduced(int longestSide)
    {
        double longest = Math.Max(Width, Height), shortest = Math.Min(Width, Height);
        var across = Math.Min(LeastAcross / shortest, longestSide / Math.Sqrt(longest * shortest));
        var scale = Math.Max(longestSide / longest, across);
        if (scale >= 1)
        {
            return new Photo(new Mat(Pixels, new Rect(default, Size)));
        }

        var size = new Size(
            Math.Max(1, (int)Math.Round(Width * scale)), Math.Max(1, (int)Math.Round(Height * scale)));
        var small = new Mat();
        Cv2.Resize(Pixels, small, size, interpolation: InterpolationFlags.Area);
        return new Photo(small);
    }

    public void Dispose()
    {
        Pixels.Dispose();
        Alpha?.Dispose();
        _release?.Invoke();
    }
}
