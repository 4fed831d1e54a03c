namespace Pipeline.Dispatcher.Ledger.Sql;

/// <summary>A row that has not ended, with what decides how an event ends it.</summary>
internal sealed record OpenRow(
    long Batch, long Seq, string Key, JobStatus Status, Guid BatchId, bool SkipsExisting);
