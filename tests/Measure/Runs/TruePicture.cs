using System.Security.Cryptography;
using OpenCvSharp;
using Pipeline.Measure.Metrics;

namespace Pipeline.Measure.Runs;

/// <summary>The truth of one picture.</summary>
internal sealed class TruePicture : IDisposable
{
    private TruePicture(Mat alpha, string digest) => (Alpha, Digest) = (alpha, digest);

    /// <summary>CV_8UC1.</summary>
    public Mat Alpha { get; private set; }

    /// <summary>Start of the SHA-256 of the alpha's file.</summary>
    public string Digest { get; }

    /// <summary>CV_8UC1 of 0, 128 and 255; null for a mask.</summary>
    public Mat? Trimap { get; private init; }

    /// <summary>CV_8UC3, straight colours; null when unknown.</summary>
    public Mat? Colours { get; private init; }

    /// <param name="alpha">Grey picture.</param>
    /// <param name="trimap">A given trimap; null for <see cref="TrueTrimap"/>'s.</param>
    /// <param name="colours">Straight colours; null when unknown.</param>
    public static TruePicture Matte(string alpha, string? trimap, string? colours)
    {
        var (matte, digest) = ReadAlpha(alpha);
        return new TruePicture(matte, digest)
        {
            Trimap = trimap is null ? TrueTrimap.Of(matte) : Given(trimap, matte.Size()),
            Colours = colours is null ? null : Sized(colours, ImreadModes.Color, matte.Size()),
        };
    }

    public static TruePicture Mask(string file)
    {
        var (mask, digest) = ReadAlpha(file);
        return new TruePicture(mask, digest);
    }

    /// <summary>
    /// Brings a mask to the size of a result: masks come from networks that work at sizes of their own.
    /// </summary>
    public void ResizeMask(Size size)
    {
        if (Trimap is null && Alpha.Size() != size)
        {
            Cv2.Resize(Alpha, Alpha, size, interpolation: InterpolationFlags.Linear);
        }
    }

    public void Dispose()
    {
        Alpha.Dispose();
        Trimap?.Dispose();
        Colours?.Dispose();
    }

    private static (Mat Alpha, string Digest) ReadAlpha(string file)
    {
        var bytes = File.ReadAllBytes(file);
        var alpha = Cv2.ImDecode(bytes, ImreadModes.Grayscale);
        return alpha.Empty()
            ? throw new MeasureException($"{file} cannot be read.")
            : (alpha, Convert.ToHexStringLower(SHA256.HashData(bytes))[..12]);
    }

    private static Mat Given(string file, Size size)
    {
        using var grey = Sized(file, ImreadModes.Grayscale, size);
        return TrueTrimap.Normalise(grey);
    }

    private static Mat Sized(string file, ImreadModes mode, Size size)
    {
        var picture = Cv2.ImRead(file, mode);
        return picture.Size() == size
            ? picture
            : throw new MeasureException($"{file} is not of its alpha's size, {size.Width}×{size.Height}.");
    }
}
