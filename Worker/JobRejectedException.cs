using Pipeline.Contracts;

namespace Pipeline.Worker;

/// <summary>The photo cannot become a cutout, now or later: a result for the caller, never retried.</summary>
public sealed class JobRejectedException(FailureReason reason, string detail, Exception? inner = null)
    : Exception(detail, inner)
{
    public FailureReason Reason { get; } = reason;
}
