using System.Data.Common;
using System.Runtime.CompilerServices;
using Pipeline.Contracts;

namespace Pipeline.Dispatcher.Ledger.Sql;

/// <summary>The rows of jobs after their listing.</summary>
internal sealed class SqlJobs(LedgerDatabase database, TimeProvider time)
{
    private const int Page = 5000;

    internal const string SelectWaiting =
        "SELECT seq, key, container, name, etag, sku, recipe, attempts, trimap_etag FROM job";

    private const string SelectJobs =
        """
        SELECT seq, container, name, sku, status, attempts, reason, detail, renditions, confidence, warnings, milliseconds,
            chain, changed_at, key, etag FROM job
        """;

    public async Task<IReadOnlyList<WaitingJob>> PendingAsync(
        long batch, long fromSeq, int limit, CancellationToken cancellation) => await database.ReadAsync(
            link => link.ListAsync(
                $"{SelectWaiting} WHERE batch = @batch AND seq >= @seq AND status = 0 ORDER BY batch, seq LIMIT @limit",
                ReadWaiting, ("@batch", batch), ("@seq", fromSeq), ("@limit", limit)),
            cancellation);

    public async Task<IReadOnlyList<WaitingJob>> OverdueAsync(
        long batch, DateTimeOffset before, int limit, CancellationToken cancellation) => await database.ReadAsync(
            link => link.ListAsync(
                $"{SelectWaiting} WHERE batch = @batch AND status = 1 AND changed_at < @before ORDER BY batch, seq LIMIT @limit",
                ReadWaiting, ("@batch", batch), ("@before", before.ToUnixTimeMilliseconds()), ("@limit", limit)),
            cancellation);

    public async Task<WaitingJob?> FindOpenAsync(long batch, byte[] key, CancellationToken cancellation) =>
        (await database.ReadAsync(
            link => link.ListAsync(
                $"{SelectWaiting} WHERE key = @key AND batch = @batch AND status < 2", ReadWaiting,
                ("@key", key), ("@batch", batch)),
            cancellation)).FirstOrDefault();

    public async Task<CutoutRecipe> RecipeAsync(long batch, long number, CancellationToken cancellation) =>
        SqlRows.FromJson<CutoutRecipe>((await database.ReadAsync(
            link => link.ListAsync("SELECT json FROM recipe WHERE batch = @batch AND number = @number",
                row => row.GetString(0), ("@batch", batch), ("@number", number)),
            cancellation)).Single());

    public Task MarkPublishedAsync(long batch, IReadOnlyList<long> seqs, CancellationToken cancellation) =>
        database.WriteAsync(
            async link =>
            {
                var waited = await database.MarkPublishedAsync(link, batch, seqs, Now());
                var deltas = new CountDeltas();
                deltas.Move(batch, JobStatus.Pending, JobStatus.Published, waited);
                await deltas.WriteAsync(link);
                return waited;
            },
            cancellation);

    public Task<int> EndAsync(IReadOnlyList<JobEnd> ends, CancellationToken cancellation) => database.WriteAsync(
        async link =>
        {
            var byKey = ends.ToLookup(end => Convert.ToHexStringLower(end.Key));
            var keys = byKey.Select(key => key.First().Key).ToList();
            var rows = (await database.FindOpenAsync(link, keys))
                .Select(row => (Row: row, Decided: Decide(row, byKey[row.Key])))
                .Where(row => row.Decided is not null)
                .Select(row => new EndedRow(row.Row, row.Decided!.Value.Status, row.Decided.Value.End))
                .ToList();
            await database.WriteEndsAsync(link, rows, Now());
            var deltas = new CountDeltas();
            foreach (var row in rows)
            {
                deltas.Move(row.Row.Batch, row.Row.Status, row.Status);
            }

            await deltas.WriteAsync(link);
            return rows.Count;
        },
        cancellation);

    public Task<int> CancelPendingAsync(long batch, int limit, CancellationToken cancellation) => database.WriteAsync(
        async link =>
        {
            var cancelled = await link.RunAsync(
                """
                UPDATE job SET status = 6, changed_at = @now, reason = @reason, detail = @detail
                WHERE batch = @batch AND status = 0 AND seq IN (
                    SELECT seq FROM job WHERE batch = @batch AND status = 0 ORDER BY batch, seq LIMIT @limit)
                """,
                ("@now", Now()), ("@batch", batch), ("@limit", limit), ("@reason", nameof(FailureReason.Cancelled)),
                ("@detail", "The batch was cancelled before the photo was begun."));
            var deltas = new CountDeltas();
            deltas.Move(batch, JobStatus.Pending, JobStatus.Cancelled, cancelled);
            await deltas.WriteAsync(link);
            return cancelled;
        },
        cancellation);

    public async IAsyncEnumerable<LedgerJob> JobsAsync(
        long batch, [EnumeratorCancellation] CancellationToken cancellation)
    {
        List<LedgerJob> page;
        var next = 0L;
        do
        {
            page = await database.ReadAsync(
                link => link.ListAsync(
                    $"{SelectJobs} WHERE batch = @batch AND seq >= @seq ORDER BY batch, seq LIMIT @limit", ReadJob,
                    ("@batch", batch), ("@seq", next), ("@limit", Page)),
                cancellation);
            foreach (var job in page)
            {
                yield return job;
                next = job.Seq + 1;
            }
        }
        while (page.Count == Page);
    }

    public Task<bool> IsSharedAsync(long batch, byte[] key, CancellationToken cancellation) => database.ReadAsync(
        async link => await link.NumberAsync(
            "SELECT count(*) FROM job WHERE key = @key AND batch <> @batch AND status IN (2, 3)",
            ("@key", key), ("@batch", batch)) > 0,
        cancellation);

    public Task<bool> IsListedElsewhereAsync(
        long batch, string container, string prefix, CancellationToken cancellation) => database.ReadAsync(
            async link => await link.NumberAsync(
                """
                SELECT count(*) FROM (
                    SELECT 1 FROM job JOIN batch ON batch.number = job.batch
                    WHERE job.batch <> @batch AND batch.state <> @refused AND job.container = @container
                        AND substr(job.name, 1, length(@prefix)) = @prefix
                    LIMIT 1) AS one
                """,
                ("@batch", batch), ("@refused", (int)BatchState.Refused), ("@container", container),
                ("@prefix", prefix)) > 0,
            cancellation);

    /// <summary>
    /// A cutout ends every row of its key, whichever batch it was made for; a failure only that of its own batch. Where
    /// one transaction brings both, the cutout is there.
    /// </summary>
    private static (JobStatus Status, JobEnd End)? Decide(OpenRow row, IEnumerable<JobEnd> ends)
    {
        var end = ends.Where(end => end.Reason is null || end.BatchId == row.BatchId)
            .OrderBy(end => end.Reason is null ? 0 : 1).ThenBy(end => end.BatchId == row.BatchId ? 0 : 1).FirstOrDefault();
        return end is null ? null : (end.Reason switch
        {
            null => end.BatchId == row.BatchId ? JobStatus.CutOut : JobStatus.AlreadyDone,
            FailureReason.OutputExists when row.SkipsExisting => JobStatus.Skipped,
            FailureReason.Cancelled => JobStatus.Cancelled,
            _ => JobStatus.Failed,
        }, end);
    }

    internal static WaitingJob ReadWaiting(DbDataReader row) => new()
    {
        Seq = row.GetInt64(0),
        Key = row.GetFieldValue<byte[]>(1),
        Container = row.GetString(2),
        Name = row.GetString(3),
        ETag = row.GetString(4),
        Sku = SqlRows.Text(row, 5),
        Recipe = SqlRows.Number(row, 6),
        Attempts = (int)row.GetInt64(7),
        TrimapETag = SqlRows.Text(row, 8),
    };

    private static LedgerJob ReadJob(DbDataReader row) => new()
    {
        Seq = row.GetInt64(0),
        Source = new BlobRefText(row.GetString(1), row.GetString(2)),
        Sku = SqlRows.Text(row, 3),
        Status = (JobStatus)row.GetInt64(4),
        Attempts = (int)row.GetInt64(5),
        Reason = SqlRows.Text(row, 6) is { } reason ? Enum.Parse<FailureReason>(reason) : null,
        Detail = SqlRows.Text(row, 7),
        Renditions = SqlRows.Text(row, 8) is { } json ? SqlRows.FromJson<Rendition[]>(json) : [],
        Confidence = SqlRows.Real(row, 9),
        Warnings = SqlRows.Text(row, 10)?.Split(' ') ?? [],
        Milliseconds = SqlRows.Number(row, 11),
        Chain = SqlRows.Text(row, 12),
        ChangedAt = SqlRows.Instant(row, 13)!.Value,
        Key = row.IsDBNull(14) ? null : Convert.ToHexStringLower(row.GetFieldValue<byte[]>(14)),
        ETag = SqlRows.Text(row, 15),
    };

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();
}
