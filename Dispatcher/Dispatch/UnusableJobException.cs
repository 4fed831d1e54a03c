using Pipeline.Contracts;

namespace Pipeline.Dispatcher.Dispatch;

/// <summary>A row of the ledger can be no message, now or later; the message says why.</summary>
internal sealed class UnusableJobException(FailureReason reason, string message) : Exception(message)
{
    /// <summary>What its end is to say.</summary>
    public FailureReason Reason { get; } = reason;
}
