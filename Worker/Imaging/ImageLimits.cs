using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Pipeline.Contracts;

namespace Pipeline.Worker.Imaging;

/// <summary>What a photo may be, checked before any pixel is decoded.</summary>
public sealed class ImageLimits
{
    public const string Section = "Worker:Limits";

    /// <summary>Passes that a progressive JPEG of the greatest size may take; smaller ones may take more.</summary>
    private const int Passes = 20;

    /// <summary>And no picture takes more, since a pass has its own cost.</summary>
    private const int MostPasses = 1000;

    /// <summary>Of an uncompressed picture with four channels of 16 bits.</summary>
    private const long BytesPerPixel = 8;

    /// <summary>For headers, profiles, previews and other metadata beside the pixels.</summary>
    private const long MetadataMebibytes = 16;

    private const long Mebibyte = 1024 * 1024;

    /// <summary>What one array holds.</summary>
    private const int MostMebibytes = 2047;

    /// <summary>What libjpeg reads.</summary>
    private const int MostSide = 65_500;

    /// <summary>
    /// File size in mebibytes. Null: 8 bytes for each pixel that <see cref="MaxMegapixels"/> allows, and 16 MiB for
    /// metadata, so that no picture within that limit is refused for being uncompressed.
    /// </summary>
    [Range(1, MostMebibytes)]
    public int? MaxMebibytes { get; set; }

    /// <summary>Width × height in millions of pixels.</summary>
    [Range(1, 1000)]
    public int MaxMegapixels { get; set; } = 50;

    /// <summary>Longer side in pixels.</summary>
    [Range(16, MostSide)]
    public int MaxSide { get; set; } = MostSide;

    /// <summary>Shorter side in pixels below which no subject can be told from its background.</summary>
    [Range(1, 1024)]
    public int MinSide { get; set; } = 16;

    /// <summary>
    /// Frames or pages of a file of which the recipe asks for the first; without that, one is the limit.
    /// </summary>
    [Range(1, 1_000_000)]
    public int MaxFrames { get; set; } = 1000;

    /// <summary>File size in bytes, as stated or derived.</summary>
    internal long MaxBytes => Mebibyte * (MaxMebibytes
        ?? Math.Min(MostMebibytes, (MostPixels * BytesPerPixel / Mebibyte) + 1 + MetadataMebibytes));

    private long MostPixels => MaxMegapixels * 1_000_000L;

    /// <summary>For a file that has more bytes than <see cref="MaxBytes"/>.</summary>
    internal string TooManyBytes(string what = "file") =>
        $"The {what} has more than {MaxBytes / Mebibyte} MiB; {Raise("--max-mebibytes", nameof(MaxMebibytes))}";

    /// <exception cref="JobRejectedException">Too many.</exception>
    internal void CheckBytes(long bytes) =>
        Require(bytes <= MaxBytes, FailureReason.TooManyBytes, () => TooManyBytes());

    /// <param name="width">In pixels, as the header states it.</param>
    /// <param name="height">The same.</param>
    /// <param name="passes">That decoding makes over the pixels.</param>
    /// <exception cref="JobRejectedException">Too large or too small.</exception>
    internal void CheckSize(long width, long height, int passes = 1)
    {
        var (longer, shorter) = (Math.Max(width, height), Math.Min(width, height));
        var size = string.Create(CultureInfo.InvariantCulture, $"The picture has {width} × {height} pixels");
        var allowed = Raise("--max-megapixels", nameof(MaxMegapixels));
        Require(
            longer <= MaxSide,
            FailureReason.SideTooLong,
            () => $"{size} and a side may have {MaxSide}; "
                + (MaxSide < MostSide ? Raise("--max-photo-side", nameof(MaxSide)) : "reduce the picture."));
        Require(
            width * height <= MostPixels,
            FailureReason.TooManyPixels,
            () => $"{size} and {MaxMegapixels} megapixels are allowed; {allowed}");
        Require(
            passes <= MostPasses,
            FailureReason.TooManyPixels,
            () => $"The JPEG has {passes} scans, and no photo has more than {MostPasses}; save it again as baseline JPEG.");
        Require(
            width * height * passes <= MostPixels * Passes,
            FailureReason.TooManyPixels,
            () => $"{size} in {passes} scans, more work than {Passes} scans of {MaxMegapixels} megapixels; {allowed}");
        Require(
            shorter >= MinSide,
            FailureReason.TooSmall,
            () => $"{size} and a side needs {MinSide}; {Lower("--min-photo-side", nameof(MinSide))}");
    }

    /// <param name="frames">Frames or pages, as the header states them, or enough of them.</param>
    /// <param name="takeFirst">Whether the first of several is asked for.</param>
    /// <exception cref="JobRejectedException">Too many.</exception>
    internal void CheckFrames(long frames, bool takeFirst)
    {
        Require(
            frames <= 1 || takeFirst,
            FailureReason.TooManyFrames,
            () => "The file has several frames or pages; take the first with --first-frame or the recipe's firstFrame.");
        Require(
            frames <= MaxFrames,
            FailureReason.TooManyFrames,
            () => $"The file has more than {MaxFrames} frames or pages; {Raise("--max-frames", nameof(MaxFrames))}");
    }

    /// <summary>Frames that need to be counted to know whether they are too many.</summary>
    internal int Enough(bool takeFirst) => takeFirst ? MaxFrames + 1 : 2;

    private static string Raise(string option, string setting) => $"raise {Named(option, setting)}";

    private static string Lower(string option, string setting) => $"lower {Named(option, setting)}";

    /// <summary>A command line has the option, a worker of a fleet the setting.</summary>
    private static string Named(string option, string setting) =>
        $"the limit with {option} or the worker's setting {Section}:{setting}.";

    private static void Require(bool holds, FailureReason reason, Func<string> sentence)
    {
        if (!holds)
        {
            throw new JobRejectedException(reason, sentence());
        }
    }
}
