using System.Data.Common;

namespace Pipeline.Dispatcher.Ledger.Sql;

/// <summary>What differs between databases: opening, types, and the statements that carry thousands of rows.</summary>
internal abstract class LedgerDatabase
{
    private const int MostTries = 10;

    /// <summary>Shown in messages; holds no password.</summary>
    public abstract string Title { get; }

    /// <summary>Reads without a transaction.</summary>
    public async Task<T> ReadAsync<T>(Func<SqlLink, Task<T>> read, CancellationToken cancellation)
    {
        try
        {
            await using var connection = await OpenAsync(cancellation);
            return await read(new SqlLink(connection, null, cancellation));
        }
        catch (DbException e) when (ForGood(e) is { } trouble)
        {
            throw trouble;
        }
    }

    /// <summary>Writes in one transaction, again where another one stood in its way.</summary>
    public async Task<T> WriteAsync<T>(Func<SqlLink, Task<T>> write, CancellationToken cancellation)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                return await WriteOnceAsync(write, cancellation);
            }
            catch (DbException e) when (tries < MostTries && IsConflict(e))
            {
                // The other transaction has gone through; this one sees what it wrote.
            }
            catch (DbException e) when (ForGood(e) is { } trouble)
            {
                throw trouble;
            }
        }
    }

    /// <summary>One of <see cref="ExitCodes"/> for what keeps the database from being opened.</summary>
    public abstract int ExitCodeOf(DbException exception);

    /// <summary>Replaces the words in braces by the database's types.</summary>
    public abstract string InOwnTypes(string schema);

    /// <summary>Keeps every other process that would change the schema out until the transaction ends.</summary>
    public abstract Task LockSchemaAsync(SqlLink link);

    /// <summary>Whether there is such a table.</summary>
    public abstract Task<bool> HasTableAsync(SqlLink link, string table);

    /// <summary>Inserts the jobs that are not there yet.</summary>
    /// <returns>Those that were inserted.</returns>
    public abstract Task<IReadOnlyList<NewJob>> InsertJobsAsync(SqlLink link, IReadOnlyList<JobRow> jobs);

    /// <summary>Claims names of files and folders.</summary>
    /// <returns>Claims on a file's name that another job holds, with that job.</returns>
    public abstract Task<IReadOnlyList<(OutputClaim Claim, long Other)>> ClaimAsync(
        SqlLink link, long batch, IReadOnlyList<OutputClaim> claims);

    /// <summary>Marks waiting jobs as published, and counts the attempt of those that are published already.</summary>
    /// <returns>Jobs that waited.</returns>
    public abstract Task<int> MarkPublishedAsync(SqlLink link, long batch, IReadOnlyList<long> seqs, long now);

    /// <summary>Rows that have not ended, by key; locked until the transaction ends.</summary>
    public abstract Task<IReadOnlyList<OpenRow>> FindOpenAsync(SqlLink link, IReadOnlyCollection<byte[]> keys);

    /// <summary>Writes ends over the rows found.</summary>
    public abstract Task WriteEndsAsync(SqlLink link, IReadOnlyList<EndedRow> rows, long now);

    protected abstract Task<DbConnection> OpenAsync(CancellationToken cancellation);

    /// <summary>Whether the transaction failed only because of another one, and may be tried again.</summary>
    protected abstract bool IsConflict(DbException exception);

    /// <summary>Whether what was to be written does not fit; no other time would do.</summary>
    protected abstract bool IsOfData(DbException exception);

    /// <summary>Whether the database is damaged or not as this program made it; waiting would not help.</summary>
    protected abstract bool IsOfSchema(DbException exception);

    /// <summary>Why the database's disk takes nothing now, as a clause; null where that is not the trouble.</summary>
    protected abstract string? DiskTroubleOf(DbException exception);

    /// <summary>Writers that would only wait for each other inside the database wait here.</summary>
    protected abstract Task<IDisposable?> EnterAsync(CancellationToken cancellation);

    /// <returns>Null for trouble that says enough itself.</returns>
    private Exception? ForGood(DbException exception) => exception switch
    {
        _ when IsOfData(exception) => new LedgerDataException(
            $"The ledger {Title} has no place for it: {exception.Message.TrimEnd('.')}.", exception),
        _ when DiskTroubleOf(exception) is { } cause => new LedgerDiskException(
            $"The ledger {Title} cannot be written: {cause}.", exception),
        _ when IsOfSchema(exception) => new LedgerException(
            ExitCodeOf(exception), $"The ledger {Title} cannot be used: {exception.Message.TrimEnd('.')}.", exception),
        _ => null,
    };

    private async Task<T> WriteOnceAsync<T>(Func<SqlLink, Task<T>> write, CancellationToken cancellation)
    {
        using var turn = await EnterAsync(cancellation);
        await using var connection = await OpenAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        var result = await write(new SqlLink(connection, transaction, cancellation));
        await transaction.CommitAsync(cancellation);
        return result;
    }
}
