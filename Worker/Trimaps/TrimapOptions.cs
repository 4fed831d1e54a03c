using System.ComponentModel.DataAnnotations;

namespace Pipeline.Worker.Trimaps;

/// <summary>How wide the unknown band is and what counts as certain.</summary>
public sealed class TrimapOptions
{
    public const string Section = "Worker:Trimap";

    /// <summary>
    /// The trimap is drawn at this many megapixels at most and brought up to the photo's size: a mask never knows an
    /// edge to the pixel of a large photo.
    /// </summary>
    [Range(0.1, 50)]
    public double WorkingMegapixels { get; set; } = 1;

    /// <summary>Half-width of the band as a share of √(width × height).</summary>
    [Range(0.001, 0.2)]
    public double HalfWidthShare { get; set; } = 0.02;

    /// <summary>Least half-width in pixels of the photo.</summary>
    [Range(1, 100)]
    public int MinHalfWidth { get; set; } = 4;

    /// <summary>Greatest half-width in pixels of a photo of two megapixels; larger ones have it enlarged.</summary>
    [Range(1, 400)]
    public int MaxHalfWidth { get; set; } = 24;

    /// <summary>What is left of the half-width where the mask holds shares of pixels in full.</summary>
    [Range(0.05, 1)]
    public double SharesBand { get; set; } = 0.3;

    /// <summary>
    /// A pixel is known only where the probability of its side is at least this; so the band is wider where the mask is
    /// uncertain.
    /// </summary>
    [Range(0.5, 1)]
    public double CertainProbability { get; set; } = 0.9;

    /// <summary>
    /// In parts thinner than the band, the share of the local half-thickness that is given to the band. The rest, along
    /// the middle, stays known, so that a lamp's arm or a chair's gap is not swallowed.
    /// </summary>
    [Range(0.1, 1)]
    public double ThinPartBand { get; set; } = 0.6;
}
