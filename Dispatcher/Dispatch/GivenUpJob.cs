using Pipeline.Contracts;
using Pipeline.Dispatcher.Ledger;

namespace Pipeline.Dispatcher.Dispatch;

/// <summary>A job that will have no end but the one that the dispatcher gives it.</summary>
/// <param name="Job">The row.</param>
/// <param name="Reason">Why.</param>
/// <param name="Detail">As a sentence.</param>
internal sealed record GivenUpJob(WaitingJob Job, FailureReason Reason, string Detail);
