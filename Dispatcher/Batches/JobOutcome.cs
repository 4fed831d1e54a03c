using Pipeline.Contracts;

namespace Pipeline.Dispatcher.Batches;

/// <summary>How one photo of a batch ended. Closed: the nested records are all there is.</summary>
public abstract record JobOutcome
{
    private JobOutcome(string photo) => Photo = photo;

    /// <summary>Name of the photo relative to its source.</summary>
    public string Photo { get; }

    /// <summary>Cut out in this run.</summary>
    public sealed record CutOut(string Photo, BackgroundRemoved Event) : JobOutcome(Photo);

    /// <summary>Cut out by an earlier run; nothing was redone.</summary>
    public sealed record AlreadyDone(string Photo, BackgroundRemoved Event) : JobOutcome(Photo);

    /// <summary>Passed over, because a file of another making stands where a rendition should go.</summary>
    public sealed record Skipped(string Photo, string Detail) : JobOutcome(Photo);

    /// <summary>No cutout, for a stated reason.</summary>
    public sealed record Failed(string Photo, FailureReason Reason, string Detail) : JobOutcome(Photo);
}
