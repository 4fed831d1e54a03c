using System.ComponentModel.DataAnnotations;

namespace Pipeline.Worker.Imaging;

/// <summary>What a photo may be, checked before any pixel is decoded.</summary>
public sealed class ImageLimits
{
    public const string Section = "Worker:Limits";

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
}
