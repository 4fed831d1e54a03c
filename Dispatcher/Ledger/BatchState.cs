namespace Pipeline.Dispatcher.Ledger;

/// <summary>Where a batch stands. The numbers are stored.</summary>
public enum BatchState
{
    /// <summary>Its photos are being listed; no job is given out before all of them are known.</summary>
    Submitting = 0,

    /// <summary>Jobs are given out.</summary>
    Running = 1,

    /// <summary>No further jobs are given out; those on the broker run on.</summary>
    Paused = 2,

    /// <summary>No further jobs are given out or begun; those on the broker come back as cancelled.</summary>
    Cancelling = 3,

    /// <summary>Every job has ended.</summary>
    Completed = 4,

    /// <summary>Every job has ended, and the batch was cancelled before.</summary>
    Cancelled = 5,

    /// <summary>
    /// Nothing was begun: photos would have overwritten each other's files, or could not be listed to their end.
    /// </summary>
    Refused = 6,
}
