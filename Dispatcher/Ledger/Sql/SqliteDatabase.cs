using System.Data.Common;
using System.Text;
using Microsoft.Data.Sqlite;

namespace Pipeline.Dispatcher.Ledger.Sql;

/// <summary>
/// A SQLite file with a write-ahead log: one writer at a time and readers beside it. Statements are prepared once and
/// run for each row, which inside a transaction is as fast as any bulk statement.
/// </summary>
internal sealed class SqliteDatabase(string path) : LedgerDatabase, IDisposable
{
    private const int Permission = 3;
    private const int Busy = 5;
    private const int Locked = 6;
    private const int ReadOnly = 8;
    private const int Error = 1;
    private const int InputOutput = 10;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int CannotOpen = 14;
    private const int TooBig = 18;
    private const int Constraint = 19;
    private const int Mismatch = 20;
    private const int NoDatabase = 26;

    private readonly SemaphoreSlim _writer = new(1);
    private readonly string _connection = new SqliteConnectionStringBuilder
    {
        DataSource = path,
        DefaultTimeout = 60,
    }.ToString();

    public override string Title => path;

    public void Dispose() => _writer.Dispose();

    public override int ExitCodeOf(DbException exception) => exception is SqliteException e ? e.SqliteErrorCode switch
    {
        Permission or ReadOnly => ExitCodes.NoPermission,
        Busy or Locked => ExitCodes.Unavailable,
        CannotOpen => ExitCodes.CannotCreate,
        Full or InputOutput => ExitCodes.WriteFailed,
        _ => ExitCodes.Configuration,
    } : ExitCodes.Configuration;

    public override string InOwnTypes(string schema) => new StringBuilder(schema)
        .Replace("{identity}", "INTEGER PRIMARY KEY AUTOINCREMENT")
        .Replace("{int}", "INTEGER")
        .Replace("{text}", "TEXT")
        .Replace("{real}", "REAL")
        .Replace("{bytes}", "BLOB")
        .Replace("{without_rowid}", " WITHOUT ROWID")
        .ToString();

    /// <summary>A transaction that writes is alone from its beginning.</summary>
    public override Task LockSchemaAsync(SqlLink link) => Task.CompletedTask;

    public override async Task<bool> HasTableAsync(SqlLink link, string table) =>
        await link.NumberAsync("SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = @table", ("@table", table)) > 0;

    public override async Task<IReadOnlyList<NewJob>> InsertJobsAsync(SqlLink link, IReadOnlyList<JobRow> jobs)
    {
        await using var insert = link.Make(
            """
            INSERT INTO job
                (batch, seq, key, container, name, etag, sku, recipe, status, changed_at, reason, detail, trimap_etag)
            VALUES (@0, @1, @2, @3, @4, @5, @6, @7, @8, @9, @10, @11, @12) ON CONFLICT (batch, seq) DO NOTHING
            """);
        var inserted = new List<NewJob>(jobs.Count);
        foreach (var row in jobs)
        {
            var job = row.Job;
            Set(insert, row.Batch, job.Seq, job.Key, job.Container, job.Name, job.ETag, job.Sku, row.Recipe,
                (int)row.Status, row.Now, job.Trouble?.ToString(), job.Detail, job.TrimapETag);
            if (await insert.ExecuteNonQueryAsync(link.Cancellation) > 0)
            {
                inserted.Add(job);
            }
        }

        return inserted;
    }

    public override async Task<IReadOnlyList<(OutputClaim Claim, long Other)>> ClaimAsync(
        SqlLink link, long batch, IReadOnlyList<OutputClaim> claims)
    {
        await using var insert = link.Make(
            "INSERT INTO output (batch, hash, folder, seq) VALUES (@0, @1, @2, @3) ON CONFLICT DO NOTHING");
        var taken = new List<(OutputClaim Claim, long Other)>();
        foreach (var claim in claims)
        {
            Set(insert, batch, claim.Hash, claim.IsFolder ? 1 : 0, claim.Seq);
            if (await insert.ExecuteNonQueryAsync(link.Cancellation) == 0 && !claim.IsFolder)
            {
                taken.Add((claim, await link.NumberAsync(
                    "SELECT seq FROM output WHERE batch = @batch AND hash = @hash AND folder = 0",
                    ("@batch", batch), ("@hash", claim.Hash))));
            }
        }

        return taken;
    }

    public override async Task<int> MarkPublishedAsync(SqlLink link, long batch, IReadOnlyList<long> seqs, long now)
    {
        await using var first = link.Make(
            "UPDATE job SET status = 1, attempts = attempts + 1, changed_at = @2 WHERE batch = @0 AND seq = @1 AND status = 0");
        await using var again = link.Make(
            "UPDATE job SET attempts = attempts + 1, changed_at = @2 WHERE batch = @0 AND seq = @1 AND status = 1");
        var waited = 0;
        foreach (var seq in seqs)
        {
            Set(first, batch, seq, now);
            if (await first.ExecuteNonQueryAsync(link.Cancellation) > 0)
            {
                waited++;
                continue;
            }

            Set(again, batch, seq, now);
            await again.ExecuteNonQueryAsync(link.Cancellation);
        }

        return waited;
    }

    public override async Task<IReadOnlyList<OpenRow>> FindOpenAsync(SqlLink link, IReadOnlyCollection<byte[]> keys)
    {
        await using var find = link.Make(
            """
            SELECT job.batch, job.seq, job.status, batch.id, batch.settings FROM job JOIN batch ON batch.number = job.batch
            WHERE job.key = @0 AND job.status < 2
            """);
        var rows = new List<OpenRow>(keys.Count);
        var settings = new Dictionary<long, bool>();
        foreach (var key in keys)
        {
            Set(find, key);
            await using var reader = await find.ExecuteReaderAsync(link.Cancellation);
            while (await reader.ReadAsync(link.Cancellation))
            {
                rows.Add(OpenRowReader.Read(reader, key, settings));
            }
        }

        return rows;
    }

    public override async Task WriteEndsAsync(SqlLink link, IReadOnlyList<EndedRow> rows, long now)
    {
        await using var update = link.Make(
            """
            UPDATE job SET status = @2, changed_at = @3, reason = @4, detail = @5, renditions = @6, confidence = @7,
                warnings = @8, milliseconds = @9, chain = @10
            WHERE batch = @0 AND seq = @1 AND status < 2
            """);
        foreach (var row in rows)
        {
            var end = row.End;
            Set(update, row.Row.Batch, row.Row.Seq, (int)row.Status, now, end.Reason?.ToString(), end.Detail,
                row.Renditions, end.Confidence, row.Warnings, end.Milliseconds, end.Chain);
            await update.ExecuteNonQueryAsync(link.Cancellation);
        }
    }

    protected override async Task<DbConnection> OpenAsync(CancellationToken cancellation)
    {
        var connection = new SqliteConnection(_connection);
        try
        {
            await connection.OpenAsync(cancellation);
            await using var settings = connection.CreateCommand();
            settings.CommandText =
                """
                PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 60000;
                PRAGMA cache_size = -131072; PRAGMA temp_store = MEMORY;
                """;
            await settings.ExecuteNonQueryAsync(cancellation);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    protected override bool IsConflict(DbException exception) => exception is SqliteException { SqliteErrorCode: Busy or Locked };

    protected override bool IsOfData(DbException exception) =>
        exception is SqliteException { SqliteErrorCode: TooBig or Constraint or Mismatch };

    protected override bool IsOfSchema(DbException exception) =>
        exception is SqliteException { SqliteErrorCode: Error or Corrupt or NoDatabase or ReadOnly };

    protected override string? DiskTroubleOf(DbException exception) => exception is SqliteException e ? e.SqliteErrorCode switch
    {
        Full => "its disk is full",
        InputOutput => "its disk reports an input/output error, or is full",
        _ => null,
    } : null;

    protected override async Task<IDisposable?> EnterAsync(CancellationToken cancellation)
    {
        await _writer.WaitAsync(cancellation);
        return new Turn(_writer);
    }

    private static void Set(DbCommand command, params ReadOnlySpan<object?> values)
    {
        while (command.Parameters.Count < values.Length)
        {
            command.Parameters.Add(new SqliteParameter { ParameterName = $"@{command.Parameters.Count}" });
        }

        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i] ?? DBNull.Value;
        }
    }

    private sealed class Turn(SemaphoreSlim writer) : IDisposable
    {
        public void Dispose() => writer.Release();
    }
}
