using Pipeline.Dispatcher.Batches;

namespace Pipeline.Dispatcher.Ledger.Sql;

/// <summary>From the pages of a listing to rows, each page with its checkpoint in one transaction.</summary>
internal sealed class SqlListing(LedgerDatabase database, TimeProvider time)
{
    private const int CollisionsShown = 20;

    /// <summary>The lease; also the condition of every write of the listing.</summary>
    private const string StillMine = "number = @batch AND state = 0 AND lister = @owner";

    public Task<LedgerBatch?> HoldAsync(Guid id, string owner, TimeSpan duration, CancellationToken cancellation) =>
        database.WriteAsync(
            async link =>
            {
                var now = time.GetUtcNow();
                var held = await link.RunAsync(
                    """
                    UPDATE batch SET lister = @owner, listed_until = @until
                    WHERE id = @id AND state = 0 AND (lister IS NULL OR lister = @owner OR listed_until < @now)
                    """,
                    ("@owner", owner), ("@until", (now + duration).ToUnixTimeMilliseconds()), ("@id", id.ToString()),
                    ("@now", now.ToUnixTimeMilliseconds()));
                return held > 0 ? await SqlBatches.FindAsync(link, id) : null;
            },
            cancellation);

    public Task AddPageAsync(
        long batch, string owner, IReadOnlyList<NewJob> page, ListingCheckpoint reached, CancellationToken cancellation) =>
        database.WriteAsync(
            async link =>
            {
                await RequireMineAsync(link, batch, owner, reached);
                var recipes = await AddRecipesAsync(link, batch, page);
                var now = time.GetUtcNow().ToUnixTimeMilliseconds();
                var rows = page.Select(job => new JobRow(batch, job, job.Recipe is null ? null : recipes[SqlRows.ToJson(job.Recipe)], now));
                var added = await database.InsertJobsAsync(link, [.. rows]);
                await RecordCollisionsAsync(link, batch, await database.ClaimAsync(link, batch, OutputClaim.Of(added)));
                var failed = added.Count(job => job.Trouble is not null);
                var deltas = new CountDeltas();
                deltas.Add(batch, JobStatus.Pending, added.Count - failed);
                deltas.Add(batch, JobStatus.Failed, failed);
                await deltas.WriteAsync(link);
                return true;
            },
            cancellation);

    public Task<IReadOnlyList<OutputCollision>> FinishAsync(long batch, string owner, CancellationToken cancellation) =>
        database.WriteAsync<IReadOnlyList<OutputCollision>>(
            async link =>
            {
                var collisions = await CollisionsAsync(link, batch);
                var finished = await link.RunAsync(
                    $"""
                    UPDATE batch SET state = @state, detail = @detail, announced = @refused, lister = NULL, listed_until = NULL
                    WHERE {StillMine}
                    """,
                    ("@refused", collisions.Count == 0 ? 0 : 1), ("@state", (int)(collisions.Count == 0 ? BatchState.Running : BatchState.Refused)),
                    ("@detail", Describe(collisions)), ("@batch", batch), ("@owner", owner));
                return finished > 0 ? collisions : throw new ListingStoppedException();
            },
            cancellation);

    /// <summary>Its end is announced to nobody: whoever waits for events of jobs gets none.</summary>
    public Task<bool> RefuseAsync(long batch, string detail, CancellationToken cancellation) => database.WriteAsync(
        async link => await link.RunAsync(
            """
            UPDATE batch SET state = @refused, detail = @detail, announced = 1, lister = NULL, listed_until = NULL
            WHERE number = @batch AND state = 0
            """,
            ("@refused", (int)BatchState.Refused), ("@detail", detail), ("@batch", batch)) > 0,
        cancellation);

    private static string? Describe(List<OutputCollision> collisions) => collisions.Count == 0
        ? null
        : "Photos would become one file: " + string.Join(
            "; ", collisions.Take(3).Select(c => $"{c.Output} ← {string.Join(", ", c.Sources)}")) + ".";

    private static async Task RequireMineAsync(SqlLink link, long batch, string owner, ListingCheckpoint reached)
    {
        var mine = await link.RunAsync(
            $"UPDATE batch SET listing = @listing WHERE {StillMine}",
            ("@listing", SqlRows.ToJson(reached)), ("@batch", batch), ("@owner", owner));
        if (mine == 0)
        {
            throw new ListingStoppedException();
        }
    }

    /// <summary>A manifest names few recipes many times: each is stored once.</summary>
    private static async Task<Dictionary<string, long>> AddRecipesAsync(SqlLink link, long batch, IReadOnlyList<NewJob> page)
    {
        var wanted = page.Select(job => job.Recipe).OfType<Contracts.CutoutRecipe>().Select(SqlRows.ToJson).ToHashSet();
        var known = wanted.Count == 0 ? [] : (await link.ListAsync(
            "SELECT json, number FROM recipe WHERE batch = @batch",
            row => (Json: row.GetString(0), Number: row.GetInt64(1)), ("@batch", batch)))
            .ToDictionary(recipe => recipe.Json, recipe => recipe.Number);
        foreach (var json in wanted.Where(json => !known.ContainsKey(json)))
        {
            known.Add(json, known.Count);
            await link.RunAsync(
                "INSERT INTO recipe (batch, number, json) VALUES (@batch, @number, @json)",
                ("@batch", batch), ("@number", known[json]), ("@json", json));
        }

        return known;
    }

    private static async Task RecordCollisionsAsync(
        SqlLink link, long batch, IReadOnlyList<(OutputClaim Claim, long Other)> taken)
    {
        foreach (var (claim, other) in taken)
        {
            await link.RunAsync(
                "INSERT INTO collision (batch, name, seq, other) VALUES (@batch, @name, @seq, @other) ON CONFLICT DO NOTHING",
                ("@batch", batch), ("@name", claim.Name), ("@seq", claim.Seq), ("@other", other));
        }
    }

    /// <summary>Two of one name, and files of the name of a folder that others lie in.</summary>
    private static async Task<List<OutputCollision>> CollisionsAsync(SqlLink link, long batch) => await link.ListAsync(
        """
        SELECT c.name, a.name, b.name FROM (
            SELECT name, seq, other FROM collision WHERE batch = @batch
            UNION ALL
            SELECT NULL, inner_file.seq, file.seq FROM output AS inner_file JOIN output AS file
                ON file.batch = inner_file.batch AND file.hash = inner_file.hash AND file.folder = 0
            WHERE inner_file.batch = @batch AND inner_file.folder = 1) AS c
        JOIN job AS a ON a.batch = @batch AND a.seq = c.seq
        JOIN job AS b ON b.batch = @batch AND b.seq = c.other
        ORDER BY c.seq LIMIT @limit
        """,
        row => new OutputCollision(
            SqlRows.Text(row, 0) ?? $"the folder of {row.GetString(1)}'s file", [row.GetString(2), row.GetString(1)]),
        ("@batch", batch), ("@limit", CollisionsShown));
}
