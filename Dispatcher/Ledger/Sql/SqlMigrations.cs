using System.Data.Common;
using System.Globalization;

namespace Pipeline.Dispatcher.Ledger.Sql;

/// <summary>Makes and checks the schema.</summary>
internal sealed class SqlMigrations(LedgerDatabase database, IReadOnlyList<string> steps)
{
    private const string Table = "pipeline_ledger";

    /// <summary>Makes an empty ledger, and requires the present schema of any other.</summary>
    public async Task OpenAsync(CancellationToken cancellation)
    {
        var version = await StateTroubleAsync(() => database.ReadAsync(VersionAsync, cancellation));
        if (version == 0)
        {
            await MigrateAsync(cancellation);
        }
        else if (version < steps.Count)
        {
            throw new LedgerException(ExitCodes.Configuration, string.Create(
                CultureInfo.InvariantCulture,
                $"The ledger {database.Title} has schema {version} and this dispatcher needs {steps.Count}: "
                    + $"stop every dispatcher and run 'dispatcher migrate' once."));
        }
        else
        {
            RequireNotNewer(version);
        }
    }

    /// <returns>Steps taken.</returns>
    public Task<int> MigrateAsync(CancellationToken cancellation) => StateTroubleAsync(() => database.WriteAsync(
        async link =>
        {
            // Dispatchers may be started together on an empty database.
            await database.LockSchemaAsync(link);
            var version = await VersionAsync(link);
            RequireNotNewer(version);
            if (version == 0)
            {
                await link.RunAsync(database.InOwnTypes($"CREATE TABLE {Table} (version {{int}} NOT NULL)"));
                await link.RunAsync($"INSERT INTO {Table} (version) VALUES (0)");
            }

            foreach (var step in steps.Skip(version))
            {
                await link.RunAsync(database.InOwnTypes(step));
            }

            await link.RunAsync($"UPDATE {Table} SET version = @version", ("@version", steps.Count));
            return steps.Count - version;
        },
        cancellation));

    private async Task<int> VersionAsync(SqlLink link) =>
        await database.HasTableAsync(link, Table) ? (int)await link.NumberAsync($"SELECT version FROM {Table}") : 0;

    private void RequireNotNewer(int version)
    {
        if (version > steps.Count)
        {
            throw new LedgerException(ExitCodes.Configuration, string.Create(
                CultureInfo.InvariantCulture,
                $"The ledger {database.Title} has schema {version} and this dispatcher knows {steps.Count}: "
                    + $"upgrade the dispatcher."));
        }
    }

    /// <summary>Whatever keeps a database from being opened, in one sentence.</summary>
    private async Task<T> StateTroubleAsync<T>(Func<Task<T>> action)
    {
        try
        {
            return await action();
        }
        catch (DbException e) when (e is not LedgerDiskException)
        {
            throw new LedgerException(
                database.ExitCodeOf(e), $"The ledger {database.Title} cannot be opened: {e.Message.TrimEnd('.')}.", e);
        }
    }
}
