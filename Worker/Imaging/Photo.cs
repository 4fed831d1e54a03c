using OpenCvSharp;

namespace Pipeline.Worker.Imaging;

/// <summary>
/// A decoded picture: upright, 8-bit BGR in sRGB (<c>CV_8UC3</c>), no alpha. Owns its pixels.
/// </summary>
internal sealed class Photo : IDisposable
{
    private readonly Action? _release;

    /// <param name="pixels">H × W, <c>CV_8UC3</c>, BGR, 0..255. Ownership passes to the photo.</param>
    /// <param name="release">Frees memory that <paramref name="pixels"/> merely views, after it is disposed.</param>
    /// <exception cref="ArgumentException">Another pixel type, or empty.</exception>
    public Photo(Mat pixels, Action? release = null)
    {
        if (pixels.Empty() || pixels.Type() != MatType.CV_8UC3)
        {
            throw new ArgumentException($"A photo is CV_8UC3, not {pixels.Type()}.", nameof(pixels));
        }

        Pixels = pixels;
        _release = release;
    }

    /// <summary>H × W, <c>CV_8UC3</c>, BGR, 0..255. Read only by agreement, until the compositor makes it the cutout.</summary>
    public Mat Pixels { get; }

    /// <summary>Pixels per inch that the file states, or null.</summary>
    public double? Dpi { get; init; }

    public int Width => Pixels.Width;

    public int Height => Pixels.Height;

    public Size Size => Pixels.Size();

    public void Dispose()
    {
        Pixels.Dispose();
        _release?.Invoke();
    }
}
