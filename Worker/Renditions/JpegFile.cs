using System.Buffers.Binary;
using NetVips;

namespace Pipeline.Worker.Renditions;

/// <summary>
/// JPEG for shops: no chroma subsampling, so that an edge disturbs no more than its own 8 × 8 pixels; only qualities at
/// which white comes back as 255; and the resolution stated.
/// </summary>
internal static class JpegFile
{
    /// <summary>ITU-T T.81, table K.1: the divisor of a luminance block's mean at quality 50.</summary>
    private const int MeanDivisor = 16;

    /// <summary>A white block's mean as it is coded: 8 × (255 − 128).</summary>
    private const int WhiteMean = 1016;

    private const int StartOfImage = 2;
    private static readonly byte[] JfifMarker = [0xFF, 0xE0];

    public static byte[] Save(Image picture, int quality, string? profile, Enums.ForeignKeep keep, double dpi)
    {
        var file = picture.JpegsaveBuffer(
            q: KeepingWhite(quality),
            optimizeCoding: true,
            subsampleMode: Enums.ForeignSubsample.Off,
            profile: profile,
            keep: keep);
        return file.AsSpan(StartOfImage, 2).SequenceEqual(JfifMarker)
            ? file
            : [.. file.AsSpan(0, StartOfImage), .. Density(dpi), .. file.AsSpan(StartOfImage)];
    }

    /// <summary>
    /// The quality itself, or the next one up at which a white block is decoded as 255: at 44, for instance, its mean
    /// is rounded to what reads as 254.
    /// </summary>
    public static int KeepingWhite(int quality)
    {
        while (!KeepsWhite(quality))
        {
            quality++;
        }

        return quality;
    }

    /// <summary>The scale of divisors by quality is that of libjpeg (jpeg_quality_scaling).</summary>
    private static bool KeepsWhite(int quality)
    {
        var scale = quality < 50 ? 5000 / quality : 200 - (2 * quality);
        var divisor = Math.Clamp(((MeanDivisor * scale) + 50) / 100, 1, 255);
        var decoded = (WhiteMean + (divisor / 2)) / divisor * divisor;
        return decoded >= WhiteMean - 4;
    }

    /// <summary>The JFIF segment (ITU-T T.871), which the library writes with EXIF only.</summary>
    private static byte[] Density(double dpi)
    {
        byte[] segment = [.. JfifMarker, 0, 16, .. "JFIF\0"u8, 1, 2, 1, 0, 0, 0, 0, 0, 0];
        var rounded = (ushort)Math.Clamp(Math.Round(dpi), 1, ushort.MaxValue);
        BinaryPrimitives.WriteUInt16BigEndian(segment.AsSpan(12), rounded);
        BinaryPrimitives.WriteUInt16BigEndian(segment.AsSpan(14), rounded);
        return segment;
    }
}
