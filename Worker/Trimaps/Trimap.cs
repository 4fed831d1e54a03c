using OpenCvSharp;
using Pipeline.Worker.Matting;

namespace Pipeline.Worker.Trimaps;

/// <summary>
/// What is known before matting: every pixel is background, foreground or unknown. At the photo's size.
/// </summary>
internal sealed class Trimap : IDisposable
{
    public const byte Background = 0;
    public const byte Unknown = 128;
    public const byte Foreground = 255;

    /// <param name="plane">H × W, <c>CV_8UC1</c>, only 0, 128 and 255. Ownership passes to the trimap.</param>
    /// <exception cref="ArgumentException">Another type, empty, or another value in it.</exception>
    public Trimap(Mat plane)
    {
        if (plane.Empty() || plane.Type() != MatType.CV_8UC1)
        {
            throw new ArgumentException($"A trimap is CV_8UC1, not {plane.Type()}.", nameof(plane));
        }

        Plane = plane;
        UnknownCount = Count(Unknown);
        ForegroundCount = Count(Foreground);
        if (Count(Background) + UnknownCount + ForegroundCount != plane.Total())
        {
            throw new ArgumentException("A trimap holds 0, 128 and 255 only.", nameof(plane));
        }
    }

    /// <summary>H × W, <c>CV_8UC1</c>: 0 background, 128 unknown, 255 foreground.</summary>
    public Mat Plane { get; }

    /// <summary>What alpha may be where it is unknown, from a mask that lives longer; null without such a mask.</summary>
    public AlphaHint? Hint { get; init; }

    /// <summary>Pixels that matting must decide.</summary>
    public long UnknownCount { get; }

    /// <summary>Pixels that are known to be subject.</summary>
    public long ForegroundCount { get; }

    public void Dispose() => Plane.Dispose();

    private long Count(byte value)
    {
        using var hits = new Mat();
        Cv2.Compare(Plane, new Scalar(value), hits, CmpTypes.EQ);
        return Cv2.CountNonZero(hits);
    }
}
