using System.ComponentModel.DataAnnotations;

namespace Pipeline.Worker.Foreground;

/// <summary>How <see cref="MultilevelForeground"/> weighs smoothness against the picture.</summary>
public sealed class ForegroundOptions
{
    public const string Section = "Worker:Foreground";

    /// <summary>Smoothness of subject and background colours everywhere.</summary>
    [Range(1e-6, 1.0)]
    public double Regularization { get; set; } = 5e-3;

    /// <summary>Further smoothness per difference of alpha (0..1) between neighbours.</summary>
    [Range(0.0, 10.0)]
    public double GradientWeight { get; set; } = 0.1;

    /// <summary>Sweeps over each level of the pyramid; more fit the picture more closely.</summary>
    [Range(1, 16)]
    public int Sweeps { get; set; } = 3;
}
