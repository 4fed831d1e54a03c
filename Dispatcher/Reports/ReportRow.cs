using Pipeline.Contracts;
using Pipeline.Dispatcher.Batches;

namespace Pipeline.Dispatcher.Reports;

/// <summary>One photo in a report: how it ended, and what an operator would want to know of it.</summary>
public sealed record ReportRow
{
    public required string Photo { get; init; }

    /// <summary>Article number that a manifest gave; null otherwise.</summary>
    public string? Sku { get; init; }

    /// <summary><c>cut-out</c>, <c>already-done</c>, <c>skipped</c> or <c>failed</c>.</summary>
    public required string Outcome { get; init; }

    /// <summary>Of a failure.</summary>
    public FailureReason? Reason { get; init; }

    /// <summary>Of a failure or of a photo that was passed over: a sentence.</summary>
    public string? Detail { get; init; }

    /// <summary>0..1; null without a cutout.</summary>
    public double? Confidence { get; init; }

    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>What was written, in the recipe's order.</summary>
    public IReadOnlyList<Rendition> Renditions { get; init; } = [];

    /// <summary>Time spent on the photo when it was cut out.</summary>
    public double? Seconds { get; init; }

    /// <summary>Name and digest of the chain that made it.</summary>
    public string? Chain { get; init; }

    /// <summary>What a matting network was given of the photo; null where none was asked.</summary>
    public NetworkMatting? Matting { get; init; }

    public static ReportRow Of(JobOutcome outcome) => outcome switch
    {
        JobOutcome.CutOut done => Done(done.Photo, "cut-out", done.Event),
        JobOutcome.AlreadyDone done => Done(done.Photo, "already-done", done.Event),
        JobOutcome.Skipped skipped => new ReportRow { Photo = skipped.Photo, Outcome = "skipped", Detail = skipped.Detail },
        JobOutcome.Failed failed => new ReportRow
        {
            Photo = failed.Photo,
            Outcome = "failed",
            Reason = failed.Reason,
            Detail = failed.Detail,
        },
        _ => throw new ArgumentOutOfRangeException(nameof(outcome)),
    };

    private static ReportRow Done(string photo, string outcome, BackgroundRemoved removed) => new()
    {
        Photo = photo,
        Outcome = outcome,
        Confidence = removed.Quality?.Confidence,
        Warnings = removed.Quality?.Warnings ?? [],
        Renditions = removed.Renditions,
        Seconds = Math.Round(removed.Stages.Sum(stage => stage.Seconds), 3),
        Chain = removed.Chain.ToString(),
        Matting = removed.Matting,
    };
}
