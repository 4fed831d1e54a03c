namespace Pipeline.Dispatcher.Ledger;

/// <summary>How far a job is. The numbers are stored, and grow only: pending, published, ended.</summary>
public enum JobStatus
{
    /// <summary>Waits in the ledger.</summary>
    Pending = 0,

    /// <summary>The broker has confirmed it.</summary>
    Published = 1,

    /// <summary>Ended: cut out for this batch.</summary>
    CutOut = 2,

    /// <summary>Ended: an earlier batch had made the same cutout.</summary>
    AlreadyDone = 3,

    /// <summary>Ended: passed over, since a file stood in its place.</summary>
    Skipped = 4,

    /// <summary>Ended: no cutout, with a reason.</summary>
    Failed = 5,

    /// <summary>Ended: not begun, since the batch was cancelled.</summary>
    Cancelled = 6,
}
