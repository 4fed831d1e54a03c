using System.ComponentModel.DataAnnotations;
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

    /// <summary>File size in mebibytes.</summary>
    [Range(1, 2047)]
    public int MaxMebibytes { get; set; } = 25;

    /// <summary>Width × height in millions of pixels.</summary>
    [Range(1, 1000)]
    public int MaxMegapixels { get; set; } = 50;

    /// <summary>Longer side in pixels; JPEG itself ends at 65,500.</summary>
    [Range(16, 65_500)]
    public int MaxSide { get; set; } = 65_500;

    /// <summary>Shorter side in pixels below which no subject can be told from its background.</summary>
    [Range(1, 1024)]
    public int MinSide { get; set; } = 16;

    /// <summary>
    /// Frames or pages of a file of which the recipe asks for the first; without that, one is the limit.
    /// </summary>
    [Range(1, 1_000_000)]
    public int MaxFrames { get; set; } = 1000;

    /// <exception cref="JobRejectedException">Too many.</exception>
    internal void CheckBytes(long bytes)
    {
        if (bytes > MaxMebibytes * 1024L * 1024L)
        {
            throw new JobRejectedException(FailureReason.TooManyBytes, $"More than {MaxMebibytes} MiB.");
        }
    }

    /// <param name="width">In pixels, as the header states it.</param>
    /// <param name="height">The same.</param>
    /// <param name="passes">That decoding makes over the pixels.</param>
    /// <exception cref="JobRejectedException">Too large or too small.</exception>
    internal void CheckSize(long width, long height, int passes = 1)
    {
        var (longer, shorter, most) = (Math.Max(width, height), Math.Min(width, height), MaxMegapixels * 1_000_000L);
        if (longer > MaxSide)
        {
            throw new JobRejectedException(
                FailureReason.SideTooLong, $"{width} × {height} is more than {MaxSide} px a side.");
        }

        if (width * height > most)
        {
            throw new JobRejectedException(
                FailureReason.TooManyPixels, $"{width} × {height} is more than {MaxMegapixels} MP.");
        }

        if (passes > MostPasses || width * height * passes > most * Passes)
        {
            throw new JobRejectedException(
                FailureReason.TooManyPixels, $"{passes} passes over {width} × {height} are more than a photo has.");
        }

        if (shorter < MinSide)
        {
            throw new JobRejectedException(
                FailureReason.TooSmall, $"{width} × {height} is less than {MinSide} px a side.");
        }
    }

    /// <param name="frames">Frames or pages, as the header states them, or enough of them.</param>
    /// <param name="takeFirst">Whether the first of several is asked for.</param>
    /// <exception cref="JobRejectedException">Too many.</exception>
    internal void CheckFrames(long frames, bool takeFirst)
    {
        if (frames > 1 && !takeFirst)
        {
            throw new JobRejectedException(
                FailureReason.TooManyFrames, "More than one frame or page; one is accepted.");
        }

        if (frames > MaxFrames)
        {
            throw new JobRejectedException(
                FailureReason.TooManyFrames, $"More than {MaxFrames} frames or pages, too many to take the first of.");
        }
    }

    /// <summary>Frames that need to be counted to know whether they are too many.</summary>
    internal int Enough(bool takeFirst) => takeFirst ? MaxFrames + 1 : 2;
}
