using NetVips;

namespace Pipeline.Corpus;

/// <summary>
/// The picture that all valid files show: smooth, in colours that every space at hand can hold, and with no symmetry,
/// so that each orientation looks different.
/// </summary>
internal sealed class Chart
{
    private const int Dark = 70;
    private const int Span = 110;

    private Chart(int width, int height, byte[] rgb) => (Width, Height, Rgb) = (width, height, rgb);

    public int Width { get; }

    public int Height { get; }

    /// <summary>H × W × 3, sRGB.</summary>
    public byte[] Rgb { get; }

    /// <summary>H × W: the red channel, which the grey files show.</summary>
    public byte[] Grey => [.. Rgb.Where((_, i) => i % 3 == 0)];

    public static Chart Make(int width, int height)
    {
        var rgb = new byte[3 * width * height];
        for (var i = 0; i < width * height; i++)
        {
            var (x, y) = ((i % width) / (double)width, (i / width) / (double)height);
            rgb[3 * i] = (byte)(Dark + (Span * x));
            rgb[(3 * i) + 1] = (byte)(Dark + (Span * y));
            rgb[(3 * i) + 2] = (byte)(Dark + (Span * (1 - (x * y))));
        }

        return new Chart(width, height, rgb);
    }

    /// <summary>How a camera stores the chart under an EXIF orientation (TIFF 6.0, tag 274), 1 to 8.</summary>
    public Chart Stored(int orientation)
    {
        var isTurned = orientation >= 5;
        var (width, height) = isTurned ? (Height, Width) : (Width, Height);
        var rgb = new byte[Rgb.Length];
        for (var i = 0; i < width * height; i++)
        {
            var (x, y) = Upright(orientation, i % width, i / width);
            Rgb.AsSpan(3 * ((y * Width) + x), 3).CopyTo(rgb.AsSpan(3 * i));
        }

        return new Chart(width, height, rgb);
    }

    /// <summary>With every pixel's colour replaced.</summary>
    public Chart Map(Func<double[], double[]> colour)
    {
        var rgb = new byte[Rgb.Length];
        for (var i = 0; i < rgb.Length; i += 3)
        {
            var mapped = colour([Rgb[i] / 255.0, Rgb[i + 1] / 255.0, Rgb[i + 2] / 255.0]);
            for (var c = 0; c < 3; c++)
            {
                rgb[i + c] = (byte)Math.Round(255 * mapped[c]);
            }
        }

        return new Chart(Width, Height, rgb);
    }

    /// <summary>8-bit sRGB.</summary>
    public Image ToImage() => Image.NewFromMemory(Rgb, Width, Height, 3, Enums.BandFormat.Uchar)
        .Copy(interpretation: Enums.Interpretation.Srgb);

    /// <summary>8-bit grey.</summary>
    public Image ToGrey() => Image.NewFromMemory(Grey, Width, Height, 1, Enums.BandFormat.Uchar)
        .Copy(interpretation: Enums.Interpretation.Bw);

    /// <summary>Rows from the top, of <paramref name="bytes"/> a pixel.</summary>
    public IEnumerable<byte[]> Rows(byte[] pixels, int bytes) => pixels.Chunk(Width * bytes);

    /// <summary>Where a stored pixel stands upright, by what the tag says its row 0 and column 0 are.</summary>
    private (int X, int Y) Upright(int orientation, int x, int y) => orientation switch
    {
        2 => (Width - 1 - x, y),
        3 => (Width - 1 - x, Height - 1 - y),
        4 => (x, Height - 1 - y),
        5 => (y, x),
        6 => (Width - 1 - y, x),
        7 => (Width - 1 - y, Height - 1 - x),
        8 => (y, Height - 1 - x),
        _ => (x, y),
    };
}
