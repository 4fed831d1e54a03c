using System.ComponentModel.DataAnnotations;

namespace Pipeline.Worker.Quality;

/// <summary>
/// From where on a cutout carries a warning. Not part of the chain's digest: no byte of a cutout depends on them, so
/// other thresholds redo nothing, and the record of a finished job keeps the warnings that it was given.
/// </summary>
public sealed class QualityOptions
{
    public const string Section = "Worker:Quality";

    /// <summary>Below this confidence: <c>low-confidence</c>.</summary>
    [Range(0.0, 1.0)]
    public double LeastConfidence { get; set; } = 0.75;

    /// <summary>
    /// A side of the picture of whose outermost pixels more than this share are subject counts as touched:
    /// <c>subject-touches-edge</c>.
    /// </summary>
    [Range(0.0, 1.0)]
    public double TouchingShare { get; set; } = 0.02;

    /// <summary>Below this share of the picture: <c>small-subject</c>.</summary>
    [Range(0.0, 1.0)]
    public double LeastSubjectShare { get; set; } = 0.01;

    /// <summary>Above this share of the picture: <c>large-subject</c>.</summary>
    [Range(0.0, 1.0)]
    public double MostSubjectShare { get; set; } = 0.85;

    /// <summary>Above this share of the picture left unknown: <c>wide-band</c>.</summary>
    [Range(0.0, 1.0)]
    public double MostBandShare { get; set; } = 0.4;
}
