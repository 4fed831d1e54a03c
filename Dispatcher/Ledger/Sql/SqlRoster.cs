using Pipeline.Contracts;

namespace Pipeline.Dispatcher.Ledger.Sql;

/// <summary>Who is there: workers with their chains, and which dispatcher leads.</summary>
internal sealed class SqlRoster(LedgerDatabase database, TimeProvider time)
{
    public Task RecordAsync(WorkerAnnounced worker, CancellationToken cancellation) => database.WriteAsync(
        async link =>
        {
            await link.RunAsync(
                """
                INSERT INTO worker (worker_id, provider, chains, started_at, seen_at)
                VALUES (@id, @provider, @chains, @started, @now) ON CONFLICT (worker_id) DO UPDATE
                SET provider = excluded.provider, chains = excluded.chains, started_at = excluded.started_at,
                    seen_at = excluded.seen_at
                """,
                ("@id", worker.WorkerId), ("@provider", worker.Provider), ("@chains", SqlRows.ToJson(worker.Chains)),
                ("@started", worker.StartedAt.ToUnixTimeMilliseconds()), ("@now", Now()));
            foreach (var chain in worker.Chains.OrderBy(chain => chain.Name, StringComparer.Ordinal))
            {
                await link.RunAsync(
                    """
                    INSERT INTO chain (name, digest, seen_at) VALUES (@name, @digest, @now)
                    ON CONFLICT (name, digest) DO UPDATE SET seen_at = excluded.seen_at
                    """,
                    ("@name", chain.Name), ("@digest", chain.Digest), ("@now", Now()));
            }

            return true;
        },
        cancellation);

    public async Task<IReadOnlyList<SeenWorker>> WorkersAsync(TimeSpan within, CancellationToken cancellation) =>
        await database.ReadAsync(
            link => link.ListAsync(
                """
                SELECT worker_id, provider, chains, started_at, seen_at FROM worker WHERE seen_at >= @since
                ORDER BY worker_id
                """,
                row => new SeenWorker
                {
                    WorkerId = row.GetString(0),
                    Provider = row.GetString(1),
                    Chains = SqlRows.FromJson<ChainRef[]>(row.GetString(2)),
                    StartedAt = SqlRows.Instant(row, 3)!.Value,
                    SeenAt = SqlRows.Instant(row, 4)!.Value,
                },
                ("@since", (time.GetUtcNow() - within).ToUnixTimeMilliseconds())),
            cancellation);

    public async Task<IReadOnlyList<ChainRef>> ChainsAsync(string name, CancellationToken cancellation) =>
        await database.ReadAsync(
            link => link.ListAsync(
                "SELECT name, digest FROM chain WHERE name = @name ORDER BY seen_at DESC, digest",
                row => new ChainRef { Name = row.GetString(0), Digest = row.GetString(1) }, ("@name", name)),
            cancellation);

    public Task<bool> TryLeadAsync(string owner, TimeSpan duration, CancellationToken cancellation) => database.WriteAsync(
        async link =>
        {
            var now = time.GetUtcNow();
            return await link.RunAsync(
                """
                INSERT INTO leader (one, owner, until) VALUES (0, @owner, @until) ON CONFLICT (one) DO UPDATE
                SET owner = excluded.owner, until = excluded.until WHERE leader.owner = @owner OR leader.until < @now
                """,
                ("@owner", owner), ("@until", (now + duration).ToUnixTimeMilliseconds()),
                ("@now", now.ToUnixTimeMilliseconds())) > 0;
        },
        cancellation);

    public async Task<bool> HasLeaderAsync(CancellationToken cancellation) => await database.ReadAsync(
        link => link.NumberAsync("SELECT count(*) FROM leader WHERE until >= @now", ("@now", Now())), cancellation) > 0;

    public Task StopLeadingAsync(string owner, CancellationToken cancellation) => database.WriteAsync(
        link => link.RunAsync("DELETE FROM leader WHERE owner = @owner", ("@owner", owner)), cancellation);

    private long Now() => time.GetUtcNow().ToUnixTimeMilliseconds();
}
