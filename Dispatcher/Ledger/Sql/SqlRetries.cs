namespace Pipeline.Dispatcher.Ledger.Sql;

/// <summary>Jobs that have failed or were cancelled, and are to be tried once more.</summary>
internal sealed class SqlRetries(LedgerDatabase database, TimeProvider time)
{
    public async Task<IReadOnlyList<WaitingJob>> FailedAsync(
        long batch, long fromSeq, int limit, CancellationToken cancellation) => await database.ReadAsync(
            link => link.ListAsync(
                $"""
                {SqlJobs.SelectWaiting} WHERE batch = @batch AND seq >= @seq AND status IN (@failed, @cancelled)
                    AND key IS NOT NULL ORDER BY batch, seq LIMIT @limit
                """,
                SqlJobs.ReadWaiting,
                ("@batch", batch), ("@seq", fromSeq), ("@failed", (int)JobStatus.Failed),
                ("@cancelled", (int)JobStatus.Cancelled), ("@limit", limit)),
            cancellation);

    public Task RepinAsync(
        long batch, IReadOnlyList<NewJob> jobs, CancellationToken cancellation) => database.WriteAsync(
        async link =>
        {
            foreach (var job in jobs)
            {
                await link.RunAsync(
                    """
                    UPDATE job SET etag = @etag, key = @key, trimap_etag = @trimap
                    WHERE batch = @batch AND seq = @seq AND status IN (@failed, @cancelled)
                    """,
                    ("@etag", job.ETag), ("@key", job.Key), ("@trimap", job.TrimapETag), ("@batch", batch),
                    ("@seq", job.Seq),
                    ("@failed", (int)JobStatus.Failed), ("@cancelled", (int)JobStatus.Cancelled));
            }

            return jobs.Count;
        },
        cancellation);

    public Task<long> RetryAsync(long batch, CancellationToken cancellation) => database.WriteAsync(
        async link =>
        {
            var deltas = new CountDeltas();
            long retried = 0;
            foreach (var from in (JobStatus[])[JobStatus.Failed, JobStatus.Cancelled])
            {
                var jobs = await link.RunAsync(
                    """
                    UPDATE job SET status = 0, attempts = 0, changed_at = @now, reason = NULL, detail = NULL
                    WHERE batch = @batch AND status = @from AND key IS NOT NULL
                    """,
                    ("@now", Now()), ("@batch", batch), ("@from", (int)from));
                deltas.Move(batch, from, JobStatus.Pending, jobs);
                retried += jobs;
            }

            await deltas.WriteAsync(link);
            if (retried > 0)
            {
                await link.RunAsync(
                    "UPDATE batch SET state = 1, completed_at = NULL, announced = 0 WHERE number = @batch",
                    ("@batch", batch));
            }

            return retried;
        },
        cancellation);

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();
}
