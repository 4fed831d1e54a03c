using System.Data.Common;
using System.Text;
using Npgsql;

namespace Pipeline.Dispatcher.Ledger.Sql;

/// <summary>A PostgreSQL database; thousands of rows travel as one array per column.</summary>
internal sealed class PostgresDatabase(string connectionString) : LedgerDatabase, IAsyncDisposable
{
    // Classes of SQLSTATE: the first two characters (PostgreSQL's manual, appendix A).
    private const string DataException = "22";
    private const string ConstraintViolation = "23";
    private const string NoCatalogue = "3D";
    private const string NoSchema = "3F";
    private const string AccessRule = "42";
    private const string Internal = "XX";

    /// <summary>Any number, the same in every dispatcher.</summary>
    private const long SchemaLock = 0x706970656c696e65;

    private readonly NpgsqlDataSource _source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString)
    {
        Timeout = 15,
        CommandTimeout = 120,
        ApplicationName = "pipeline-dispatcher",
    });

    public override string Title
    {
        get
        {
            var parts = new NpgsqlConnectionStringBuilder(connectionString);
            return $"{parts.Database} on {parts.Host}";
        }
    }

    public ValueTask DisposeAsync() => _source.DisposeAsync();

    public override int ExitCodeOf(DbException exception) => exception switch
    {
        PostgresException
        {
            SqlState: PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification
                or PostgresErrorCodes.InsufficientPrivilege,
        } => ExitCodes.NoPermission,
        PostgresException => ExitCodes.Configuration,
        _ => ExitCodes.Unavailable,
    };

    public override string InOwnTypes(string schema) => new StringBuilder(schema)
        .Replace("{identity}", "bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY")
        .Replace("{int}", "bigint")
        .Replace("{text}", "text")
        .Replace("{real}", "double precision")
        .Replace("{bytes}", "bytea")
        .Replace("{without_rowid}", "")
        .ToString();

    public override Task LockSchemaAsync(SqlLink link) =>
        link.RunAsync("SELECT pg_advisory_xact_lock(@key)", ("@key", SchemaLock));

    public override async Task<bool> HasTableAsync(SqlLink link, string table) => await link.NumberAsync(
        "SELECT count(*) FROM pg_catalog.pg_tables WHERE schemaname = current_schema() AND tablename = @table",
        ("@table", table)) > 0;

    public override async Task<IReadOnlyList<NewJob>> InsertJobsAsync(SqlLink link, IReadOnlyList<JobRow> jobs)
    {
        var inserted = await link.ListAsync(
            """
            INSERT INTO job
                (batch, seq, key, container, name, etag, sku, recipe, status, changed_at, reason, detail, trimap_etag)
            SELECT * FROM unnest(
                @batch::bigint[], @seq::bigint[], @key::bytea[], @container::text[], @name::text[], @etag::text[],
                @sku::text[], @recipe::bigint[], @status::bigint[], @now::bigint[], @reason::text[], @detail::text[],
                @trimap::text[])
            ON CONFLICT (batch, seq) DO NOTHING RETURNING seq
            """,
            row => row.GetInt64(0),
            ("@batch", Column(jobs, row => row.Batch)),
            ("@seq", Column(jobs, row => row.Job.Seq)),
            ("@key", Column(jobs, row => row.Job.Key)),
            ("@container", Column(jobs, row => row.Job.Container)),
            ("@name", Column(jobs, row => row.Job.Name)),
            ("@etag", Column(jobs, row => row.Job.ETag)),
            ("@sku", Column(jobs, row => row.Job.Sku)),
            ("@recipe", Column(jobs, row => row.Recipe)),
            ("@status", Column(jobs, row => (long)row.Status)),
            ("@now", Column(jobs, row => row.Now)),
            ("@reason", Column(jobs, row => row.Job.Trouble?.ToString())),
            ("@detail", Column(jobs, row => row.Job.Detail)),
            ("@trimap", Column(jobs, row => row.Job.TrimapETag)));
        var seqs = inserted.ToHashSet();
        return [.. jobs.Select(row => row.Job).Where(job => seqs.Contains(job.Seq))];
    }

    public override async Task<IReadOnlyList<(OutputClaim Claim, long Other)>> ClaimAsync(
        SqlLink link, long batch, IReadOnlyList<OutputClaim> claims)
    {
        await link.RunAsync(
            """
            INSERT INTO output (batch, hash, folder, seq)
            SELECT @batch, c.* FROM unnest(@hash::bytea[], @folder::bigint[], @seq::bigint[]) AS c ON CONFLICT DO NOTHING
            """,
            ("@batch", batch),
            ("@hash", Column(claims, claim => claim.Hash)),
            ("@folder", Column(claims, claim => claim.IsFolder ? 1L : 0)),
            ("@seq", Column(claims, claim => claim.Seq)));
        // A claim that was not inserted is one whose name another job holds.
        var files = claims.Where(claim => !claim.IsFolder).ToList();
        var holders = await link.ListAsync(
            "SELECT hash, seq FROM output WHERE batch = @batch AND folder = 0 AND hash = ANY (@hash::bytea[])",
            row => (Hash: Convert.ToHexString(row.GetFieldValue<byte[]>(0)), Seq: row.GetInt64(1)),
            ("@batch", batch), ("@hash", Column(files, claim => claim.Hash)));
        var bySeq = holders.ToDictionary(holder => holder.Hash, holder => holder.Seq);
        return [.. files.Select(claim => (claim, Other: bySeq[Convert.ToHexString(claim.Hash)]))
            .Where(claim => claim.Other != claim.claim.Seq)];
    }

    public override async Task<int> MarkPublishedAsync(SqlLink link, long batch, IReadOnlyList<long> seqs, long now)
    {
        await link.RunAsync(
            """
            UPDATE job SET attempts = attempts + 1, changed_at = @now
            WHERE batch = @batch AND seq = ANY (@seq) AND status = 1
            """,
            ("@batch", batch), ("@seq", seqs.ToArray()), ("@now", now));
        return await link.RunAsync(
            """
            UPDATE job SET status = 1, attempts = attempts + 1, changed_at = @now
            WHERE batch = @batch AND seq = ANY (@seq) AND status = 0
            """,
            ("@batch", batch), ("@seq", seqs.ToArray()), ("@now", now));
    }

    public override async Task<IReadOnlyList<OpenRow>> FindOpenAsync(SqlLink link, IReadOnlyCollection<byte[]> keys)
    {
        var skips = new Dictionary<long, bool>();
        // In one order in every transaction, or two of them could wait for each other.
        return await link.ListAsync(
            """
            SELECT job.batch, job.seq, job.status, batch.id, batch.settings, job.key
            FROM job JOIN batch ON batch.number = job.batch
            WHERE job.key = ANY (@keys) AND job.status < 2 ORDER BY job.batch, job.seq FOR UPDATE OF job
            """,
            row => OpenRowReader.Read(row, row.GetFieldValue<byte[]>(5), skips),
            ("@keys", keys.ToArray()));
    }

    public override Task WriteEndsAsync(SqlLink link, IReadOnlyList<EndedRow> rows, long now) => link.RunAsync(
        """
        UPDATE job SET status = e.status, changed_at = @now, reason = e.reason, detail = e.detail,
            renditions = e.renditions, confidence = e.confidence, warnings = e.warnings,
            milliseconds = e.milliseconds, chain = e.chain
        FROM unnest(
            @batch::bigint[], @seq::bigint[], @status::bigint[], @reason::text[], @detail::text[], @renditions::text[],
            @confidence::double precision[], @warnings::text[], @milliseconds::bigint[], @chain::text[])
            AS e (batch, seq, status, reason, detail, renditions, confidence, warnings, milliseconds, chain)
        WHERE job.batch = e.batch AND job.seq = e.seq AND job.status < 2
        """,
        ("@now", now),
        ("@batch", Column(rows, row => row.Row.Batch)),
        ("@seq", Column(rows, row => row.Row.Seq)),
        ("@status", Column(rows, row => (long)row.Status)),
        ("@reason", Column(rows, row => row.End.Reason?.ToString())),
        ("@detail", Column(rows, row => row.End.Detail)),
        ("@renditions", Column(rows, row => row.Renditions)),
        ("@confidence", Column(rows, row => row.End.Confidence)),
        ("@warnings", Column(rows, row => row.Warnings)),
        ("@milliseconds", Column(rows, row => row.End.Milliseconds)),
        ("@chain", Column(rows, row => row.End.Chain)));

    protected override async Task<DbConnection> OpenAsync(CancellationToken cancellation) =>
        await _source.OpenConnectionAsync(cancellation);

    protected override bool IsConflict(DbException exception) => exception is PostgresException
    {
        SqlState: PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure,
    };

    protected override bool IsOfData(DbException exception) => IsOfClass(exception, DataException, ConstraintViolation);

    protected override bool IsOfSchema(DbException exception) =>
        IsOfClass(exception, AccessRule, NoCatalogue, NoSchema, Internal);

    protected override string? DiskTroubleOf(DbException exception) =>
        exception.SqlState == PostgresErrorCodes.DiskFull ? "the disk of its server is full" : null;

    protected override Task<IDisposable?> EnterAsync(CancellationToken cancellation) => Task.FromResult<IDisposable?>(null);

    private static bool IsOfClass(DbException exception, params ReadOnlySpan<string> classes) =>
        exception is PostgresException { SqlState: { Length: 5 } state } && classes.Contains(state[..2]);

    private static TValue[] Column<TRow, TValue>(IReadOnlyList<TRow> rows, Func<TRow, TValue> value) => [.. rows.Select(value)];
}
