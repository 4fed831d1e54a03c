using System.ComponentModel.DataAnnotations;
using Pipeline.Worker.Matting.Areas;

namespace Pipeline.Worker.Matting;

/// <summary>
/// On what a matting network works, and how much it may take on. With the picture and its trimap these decide alone,
/// never the machine, so that the same photo gives the same cutout everywhere.
/// </summary>
public sealed class OnnxMattingOptions
{
    public const string Section = "Worker:NetworkMatting";

    /// <summary>The whole picture, the box around what is unknown, or tiles of that.</summary>
    [EnumDataType(typeof(MattingArea))]
    public MattingArea Area { get; set; } = MattingArea.Auto;

    /// <summary>
    /// What is larger, box or picture, is matted at this many megapixels and its alpha is brought up under the photo's
    /// guidance. On two cores IndexNet takes 0.8 s for each; at the default a photo of 12 megapixels takes less than
    /// 2 GB in all.
    /// </summary>
    [Range(0.1, 50)]
    public double MaxMegapixels { get; set; } = 1.25;

    /// <summary>
    /// Most memory of one run of the network, in mebibytes, besides its weights, by <see cref="MattingMemory"/>.
    /// </summary>
    [Range(128, 65_536)]
    public int MaxMebibytes { get; set; } = 1024;

    /// <summary>
    /// Pixels around what is unknown that the network sees besides, at the resolution that it works at, where the
    /// picture has them.
    /// </summary>
    [Range(0, 4096)]
    public int Context { get; set; } = 32;

    /// <summary>
    /// Side of a tile in pixels, less what is over a multiple of 32, and less where the ceiling of memory demands it.
    /// IndexNet was trained on squares of 320.
    /// </summary>
    [Range(256, 4096)]
    public int TileSide { get; set; } = 512;

    /// <summary>
    /// Pixels that neighbouring tiles share at least, up to a multiple of 32; over so many one fades into the other.
    /// </summary>
    [Range(32, 128)]
    public int TileOverlap { get; set; } = 64;
}
