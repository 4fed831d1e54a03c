using System.ComponentModel.DataAnnotations;

namespace Pipeline.Worker.Matting;

/// <summary>How much a matting network may take on.</summary>
public sealed class OnnxMattingOptions
{
    public const string Section = "Worker:NetworkMatting";

    /// <summary>
    /// Larger pictures are matted at this many megapixels and the alpha is brought up under the photo's guidance:
    /// IndexNet takes about 1.6 GB and, on two cores, 0.8 s for each.
    /// </summary>
    [Range(0.1, 50)]
    public double MaxMegapixels { get; set; } = 2;
}
