using Pipeline.Contracts;

namespace Pipeline.Dispatcher.Batches;

/// <summary>What a job would refer to is gone or may not be read.</summary>
internal sealed class UnreadableInputException(FailureReason reason, string detail, Exception inner)
    : Exception(detail, inner)
{
    public FailureReason Reason { get; } = reason;
}
