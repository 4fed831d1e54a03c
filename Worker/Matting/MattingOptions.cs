using System.ComponentModel.DataAnnotations;

namespace Pipeline.Worker.Matting;

/// <summary>How matters solve, and how much work they may do.</summary>
public sealed class MattingOptions
{
    public const string Section = "Worker:Matting";

    /// <summary>
    /// Regularisation of a window's colour covariance in <see cref="ColourModelMatter"/>, colours in 0..1, for a picture
    /// without JPEG's blocks. Larger is smoother; at 1e-7 the 8 × 8 blocks of JPEG show in the matte.
    /// </summary>
    [Range(1e-7, 1e-1)]
    public double CleanEpsilon { get; set; } = 1e-7;

    /// <summary>The same for a picture that shows them.</summary>
    [Range(1e-7, 1e-1)]
    public double BlockyEpsilon { get; set; } = 5e-6;

    /// <summary>
    /// Weight of a pixel's own colour in <see cref="ColourModelMatter"/> against its neighbours, where it is sure.
    /// </summary>
    [Range(0, 10)]
    public double ColourWeight { get; set; } = 0.01;

    /// <summary>
    /// Weight of a mask's own value against a pixel's neighbours, as far as the mask knows shares of coverage, where it is as
    /// fine as the photo.
    /// </summary>
    [Range(0, 10)]
    public double HintWeight { get; set; } = 8;

    /// <summary>Residual norm, relative to the right-hand side's, at which the solver stops.</summary>
    [Range(1e-9, 1e-1)]
    public double Tolerance { get; set; } = 1e-4;

    /// <summary>
    /// Most conjugate gradient steps at the size that is solved; half the size may take twice as many.
    /// </summary>
    [Range(1, 10_000)]
    public int MaxIterations { get; set; } = 100;

    /// <summary>Unknown pixels up to which the picture's own resolution is solved; beyond, a smaller one is.</summary>
    [Range(1_000, 50_000_000)]
    public int MaxUnknowns { get; set; } = 400_000;

    /// <summary>Most pixels of the smaller picture that is solved when there are too many unknowns.</summary>
    [Range(10_000, 100_000_000)]
    public int WorkingPixels { get; set; } = 2_500_000;
}
