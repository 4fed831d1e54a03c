namespace Pipeline.Dispatcher.Ledger.Sql;

/// <summary>A job about to be inserted.</summary>
internal sealed record JobRow(long Batch, NewJob Job, long? Recipe, long Now)
{
    public JobStatus Status => Job.Trouble is null ? JobStatus.Pending : JobStatus.Failed;
}
