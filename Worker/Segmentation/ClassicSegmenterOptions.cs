using System.ComponentModel.DataAnnotations;

namespace Pipeline.Worker.Segmentation;

/// <summary>How the weights-free segmenter works.</summary>
public sealed class ClassicSegmenterOptions
{
    public const string Section = "Worker:ClassicSegmenter";

    /// <summary>Longer side, in pixels, at which the picture is segmented; time grows with its square.</summary>
    [Range(64, 1024)]
    public int WorkingSide { get; set; } = 400;

    /// <summary>About how many superpixels the prior is computed on.</summary>
    [Range(50, 2000)]
    public int Superpixels { get; set; } = 400;

    /// <summary>Gaussians in each of the two colour models.</summary>
    [Range(1, 16)]
    public int MixtureComponents { get; set; } = 5;

    /// <summary>Cost of a boundary pixel between like colours, in nats; larger is smoother.</summary>
    [Range(0.0, 50.0)]
    public double Smoothness { get; set; } = 4;

    /// <summary>Rounds of fitting the colour models and cutting anew.</summary>
    [Range(1, 20)]
    public int Rounds { get; set; } = 4;
}
