using System.Data.Common;

namespace Pipeline.Dispatcher.Ledger.Sql;

/// <summary>The rows of batches.</summary>
internal sealed class SqlBatches(LedgerDatabase database, TimeProvider time)
{
    private const string Select =
        """
        SELECT number, id, settings, state, detail, created_at, completed_at, listing, listed_until,
            pending, published, cut_out, already_done, skipped, failed, cancelled FROM batch
        """;

    public Task<LedgerBatch> CreateAsync(Guid id, BatchSettings settings, CancellationToken cancellation) =>
        database.WriteAsync(
            async link =>
            {
                await link.RunAsync(
                    "INSERT INTO batch (id, settings, state, created_at, listing) VALUES (@id, @settings, 0, @now, @listing)",
                    ("@id", id.ToString()), ("@settings", SqlRows.ToJson(settings)), ("@now", Now()),
                    ("@listing", SqlRows.ToJson(new ListingCheckpoint())));
                return (await FindAsync(link, id))!;
            },
            cancellation);

    public async Task<IReadOnlyList<LedgerBatch>> ListAsync(CancellationToken cancellation) =>
        await database.ReadAsync(link => link.ListAsync($"{Select} ORDER BY number DESC", Read), cancellation);

    public async Task<IReadOnlyList<LedgerBatch>> ListOpenAsync(CancellationToken cancellation) =>
        await database.ReadAsync(
            link => link.ListAsync($"{Select} WHERE state < @completed OR announced = 0 ORDER BY number", Read,
                ("@completed", (int)BatchState.Completed)),
            cancellation);

    public Task<LedgerBatch?> FindAsync(Guid id, CancellationToken cancellation) =>
        database.ReadAsync(link => FindAsync(link, id), cancellation);

    public static async Task<LedgerBatch?> FindAsync(SqlLink link, Guid id) =>
        (await link.ListAsync($"{Select} WHERE id = @id", Read, ("@id", id.ToString()))).SingleOrDefault();

    public Task<bool> ChangeAsync(
        long batch, IReadOnlyCollection<BatchState> from, BatchState to, CancellationToken cancellation) =>
        database.WriteAsync(
            async link => await link.RunAsync(
                $"UPDATE batch SET state = @to WHERE number = @batch AND state IN ({string.Join(", ", from.Select(s => (int)s))})",
                ("@to", (int)to), ("@batch", batch)) > 0,
            cancellation);

    public Task<bool> TryCompleteAsync(long batch, CancellationToken cancellation) => database.WriteAsync(
        async link => await link.RunAsync(
            """
            UPDATE batch SET state = CASE state WHEN @cancelling THEN @cancelled ELSE @completed END, completed_at = @now
            WHERE number = @batch AND pending = 0 AND published = 0 AND state IN (@running, @paused, @cancelling)
            """,
            ("@cancelling", (int)BatchState.Cancelling), ("@cancelled", (int)BatchState.Cancelled),
            ("@completed", (int)BatchState.Completed), ("@running", (int)BatchState.Running),
            ("@paused", (int)BatchState.Paused), ("@now", Now()), ("@batch", batch)) > 0,
        cancellation);

    public Task MarkAnnouncedAsync(long batch, CancellationToken cancellation) => database.WriteAsync(
        link => link.RunAsync("UPDATE batch SET announced = 1 WHERE number = @batch", ("@batch", batch)), cancellation);

    public Task DeleteAsync(long batch, CancellationToken cancellation) => database.WriteAsync(
        async link =>
        {
            foreach (var table in (string[])["job", "recipe", "output", "collision"])
            {
                await link.RunAsync($"DELETE FROM {table} WHERE batch = @batch", ("@batch", batch));
            }

            return await link.RunAsync("DELETE FROM batch WHERE number = @batch", ("@batch", batch));
        },
        cancellation);

    private static LedgerBatch Read(DbDataReader row) => new()
    {
        Number = row.GetInt64(0),
        Id = Guid.Parse(row.GetString(1)),
        Settings = SqlRows.FromJson<BatchSettings>(row.GetString(2)),
        State = (BatchState)row.GetInt64(3),
        Detail = SqlRows.Text(row, 4),
        CreatedAt = SqlRows.Instant(row, 5)!.Value,
        CompletedAt = SqlRows.Instant(row, 6),
        Listing = SqlRows.FromJson<ListingCheckpoint>(row.GetString(7)),
        ListedUntil = SqlRows.Instant(row, 8),
        Counts = new BatchCounts
        {
            Pending = row.GetInt64(9),
            Published = row.GetInt64(10),
            CutOut = row.GetInt64(11),
            AlreadyDone = row.GetInt64(12),
            Skipped = row.GetInt64(13),
            Failed = row.GetInt64(14),
            Cancelled = row.GetInt64(15),
        },
    };

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();
}
